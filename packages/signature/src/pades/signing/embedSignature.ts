import { concatBytes } from '../../der/bytes.js'
import { fromBase64url, toBase64url, writeHex } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { bytesOfBase, type Base } from '../base/base.js'
import { hashOfBase } from '../base/hashOfBase.js'
import type { PreparedSignature } from './preparedSignature.js'

/** A preparation, the base it was made upon, and the CMS made over it. */
export interface EmbedSignatureOptions {
  /** The same as at preparation; whether as bytes or opened makes no difference to the result. */
  readonly base: Base
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
  const { byteRange, contentsOffset, contentsSize, digestAlgorithm } = prepared
  if (cms.length > contentsSize) throw new SignatureError('contents-too-small', { reserved: contentsSize, needed: cms.length })
  if (base.length !== prepared.baseLength) throw new SignatureError('base-changed')
  const tail = fromBase64url(prepared.tail)
  // The preparation was stored in between: where it says the gap is, the gap must be, and in the tail.
  const [start, gapStart, gapEnd, rest] = byteRange
  const fits = start === 0 && gapStart === contentsOffset && gapEnd === contentsOffset + contentsSize * 2 + 2 && gapEnd + rest === base.length + tail.length
  const [before, behind] = [tail.subarray(0, gapStart - base.length), tail.subarray(gapEnd - base.length)]
  const gap = tail.subarray(before.length, tail.length - behind.length)
  if (!fits || gapStart < base.length || gap[0] !== 0x3c || gap.at(-1) !== 0x3e) throw new SignatureError('base-changed')
  const covered = hashOfBase(base, digestAlgorithm, crypto)
  covered.update(before)
  covered.update(behind)
  if (toBase64url(await covered.digest()) !== prepared.digest) throw new SignatureError('base-changed')
  gap.fill(0x30, 1, -1)
  writeHex(cms, gap, 1)
  return concatBytes([bytesOfBase(base), tail])
}
