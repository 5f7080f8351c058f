import { digest } from '../../crypto/digest.js'
import { toBase64url, toHex } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { coveredBytes, joinPrepared } from './joinPrepared.js'
import type { PreparedSignature } from './preparedSignature.js'

export interface EmbedSignatureOptions {
  readonly base: Uint8Array
  readonly prepared: PreparedSignature
  /** ContentInfo with SignedData, DER. */
  readonly cms: Uint8Array
  readonly crypto?: Crypto
}

/**
 * Puts a CMS into the space prepared for it and gives the signed file. Nothing else changes.
 * @throws SignatureError `base-changed` when base and preparation do not give the digest that was signed, `contents-too-small` with what was `reserved` and is `needed`
 */
export async function embedSignature({ base, prepared, cms, crypto = globalThis.crypto }: EmbedSignatureOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { byteRange, contentsOffset, contentsSize } = prepared
  if (cms.length > contentsSize) throw new SignatureError('contents-too-small', { reserved: contentsSize, needed: cms.length })
  if (base.length !== prepared.baseLength) throw new SignatureError('base-changed')
  const file = joinPrepared({ base, prepared })
  // The preparation was stored in between: where it says the gap is, the gap must be.
  const [start, gapStart, gapEnd, rest] = byteRange
  const fits = start === 0 && gapStart === contentsOffset && gapEnd === contentsOffset + contentsSize * 2 + 2 && gapEnd + rest === file.length
  if (!fits || file[gapStart] !== 0x3c || file[gapEnd - 1] !== 0x3e) throw new SignatureError('base-changed')
  const covered = await digest({ algorithm: 'SHA-256', data: coveredBytes(file, byteRange), crypto })
  if (toBase64url(covered) !== prepared.digest) throw new SignatureError('base-changed')
  file.set(latin1(toHex(cms)), contentsOffset + 1)
  return file
}
