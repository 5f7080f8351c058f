import { aBytes, checkArgument } from '../../checkArguments.js'
import { fromBase64url, toBase64url } from '../../encoding/base64url.js'
import { writeHex } from '../../encoding/hex.js'
import { SignatureError } from '../../errors.js'
import { bytesOfBase, type Base } from '../base/base.js'
import { hashOfBase } from '../base/hashOfBase.js'
import { joinTail } from './joinPrepared.js'
import type { PreparedSignature } from './preparedSignature.js'

/** A preparation, the base it was made upon, and the CMS made over it. */
export interface EmbedSignatureOptions {
  /** The same as at preparation; whether as bytes or opened makes no difference to the result. */
  readonly base: Base
  readonly prepared: PreparedSignature
  /** ContentInfo with SignedData, DER. */
  readonly cms: Uint8Array
  readonly crypto?: typeof globalThis.crypto
}

/**
 * Puts a CMS into the space prepared for it and gives the signed file. Nothing else changes.
 * @throws SignatureError `base-changed` when base and preparation do not give the digest that was signed, `contents-too-small` with what was `reserved` and is `needed`
 * @throws TypeError for a CMS that is no Uint8Array
 */
export async function embedSignature({ base, prepared, cms, crypto = globalThis.crypto }: EmbedSignatureOptions): Promise<Uint8Array<ArrayBuffer>> {
  checkArgument('embedSignature', 'cms', cms, aBytes)
  const { byteRange, contentsOffset, contentsSize, digestAlgorithm } = prepared
  if (cms.length > contentsSize) throw new SignatureError('contents-too-small', { reserved: contentsSize, needed: cms.length })
  if (base.length !== prepared.baseLength) throw new SignatureError('base-changed')
  const tail = fromBase64url(prepared.tail)
  // The preparation was stored in between: where it says the gap is, the gap must be, and in the tail.
  const [start, gapStart, gapEnd, rest] = byteRange
  const digits = contentsSize * 2
  const fits = start === 0 && gapStart === contentsOffset && gapEnd === contentsOffset + digits + 2 && gapEnd + rest === base.length + tail.length + digits
  const opening = contentsOffset - base.length
  if (!fits || opening < 0 || tail[opening] !== 0x3c || tail[opening + 1] !== 0x3e) throw new SignatureError('base-changed')
  const covered = hashOfBase(base, digestAlgorithm, crypto)
  covered.update(tail.subarray(0, opening))
  covered.update(tail.subarray(opening + 2))
  if (toBase64url(await covered.digest()) !== prepared.digest) throw new SignatureError('base-changed')
  const file = joinTail(bytesOfBase(base), tail, prepared)
  writeHex(cms, file, contentsOffset + 1)
  return file
}
