import { SignatureError } from '../../errors.js'

/** Controls, bidirectional overrides, zero-width and other invisible characters, lone surrogates, line and paragraph separators. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/u

/**
 * A text that will stand in the signature, in Unicode's form C, so that what looks the same is the same.
 * @throws SignatureError `text-refused` when it is empty, longer than `maximum` UTF-16 units, or holds what does not show
 */
export function signingText(text: string, maximum: number): string {
  const composed = text.normalize('NFC')
  if (composed.trim() === '' || composed.length > maximum || invisible.test(composed)) throw new SignatureError('text-refused', { maximum })
  return composed
}
