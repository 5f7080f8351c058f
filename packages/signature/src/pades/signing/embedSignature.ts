import { digest } from '../../crypto/digest.js'
import { toBase64url, toHex } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { latin1 } from '../../pdf/appendRevision.js'
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
 * Puts a CMS into the space prepared for it and gives the signed file.
 * @throws SignatureError `base-changed` when base and preparation do not give the digest that was signed, `contents-too-small`
 */
export async function embedSignature({ base, prepared, cms, crypto = globalThis.crypto }: EmbedSignatureOptions): Promise<Uint8Array<ArrayBuffer>> {
  if (cms.length > prepared.contentsSize) {
    throw new SignatureError('contents-too-small', { reserved: prepared.contentsSize, needed: cms.length })
  }
  if (base.length !== prepared.baseLength) throw new SignatureError('base-changed')
  const file = joinPrepared({ base, prepared })
  const covered = await digest({ algorithm: 'SHA-256', data: coveredBytes(file, prepared.byteRange), crypto })
  if (toBase64url(covered) !== prepared.digest) throw new SignatureError('base-changed')
  file.set(latin1(toHex(cms)), prepared.contentsOffset + 1)
  return file
}
