import { addSignatureTimestamp } from '../../cms/addSignatureTimestamp.js'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../../cms/buildSignedAttributes.js'
import { digest } from '../../crypto/hashing/digest.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { requestTimestamp, type TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import { algorithmOf, askSigner } from './askSigner.js'
import { embedSignature } from './embedSignature.js'
import { prepareSignature, type PrepareSignatureOptions } from './prepareSignature.js'
import type { Signer } from './signer.js'

/** As for prepareSignature, besides who signs and whether a timestamp is asked for. */
export interface SignPdfOptions extends Omit<PrepareSignatureOptions, 'digestAlgorithm'> {
  readonly signer: Signer
  /** With an authority the signature is of level B-T, without of B-B. */
  readonly timestampAuthority?: TimestampAuthority
}

/**
 * Prepares, signs, stamps and embeds in one call, for keys that are at hand. The ByteRange is hashed by the digest of the signer's algorithm.
 * @throws SignatureError as `prepareSignature`, `requestTimestamp` and `embedSignature`; `algorithm-unknown`; `signer-mismatch` when what the signer
 *   gave back does not verify with its certificate; and whatever the signer throws
 */
export async function signPdf(options: SignPdfOptions): Promise<Uint8Array> {
  const { base, signer, timestampAuthority, crypto = globalThis.crypto } = options
  const { name, digest: digestAlgorithm } = algorithmOf(signer)
  const prepared = await prepareSignature({ ...options, digestAlgorithm })
  const [certificate = new Uint8Array()] = signer.certificates
  const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate, crypto })
  const signature = await askSigner({ signer, data: signedAttributes, crypto })
  let cms = assembleSignedData({ signedAttributes, signature, algorithm: name, certificates: signer.certificates })
  if (timestampAuthority) {
    const token = await requestTimestamp({ authority: timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: signature, crypto }) })
    cms = addSignatureTimestamp({ cms, token })
  }
  return embedSignature({ base, prepared, cms, crypto })
}
