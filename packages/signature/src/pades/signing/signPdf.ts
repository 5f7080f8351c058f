import { addSignatureTimestamp } from '../../cms/addSignatureTimestamp.js'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../../cms/buildSignedAttributes.js'
import { digest } from '../../crypto/digest.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { requestTimestamp, type TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import { embedSignature } from './embedSignature.js'
import { prepareSignature, type PrepareSignatureOptions } from './prepareSignature.js'

/** Whoever holds the key: a KMS, an HSM, a WebCrypto key. */
export interface Signer {
  /** DER, the signer's own first. */
  readonly certificates: readonly Uint8Array[]
  /** Name in the registry; ES256 unless given. */
  readonly algorithm?: string
  /** Signs the data (not a digest of it); DER for ECDSA. */
  sign(data: Uint8Array): Promise<Uint8Array>
}

export interface SignPdfOptions extends PrepareSignatureOptions {
  readonly signer: Signer
  /** With an authority the signature is of level B-T, without of B-B. */
  readonly timestampAuthority?: TimestampAuthority
}

/** Prepares, signs, stamps and embeds in one call, for keys that are at hand. */
export async function signPdf(options: SignPdfOptions): Promise<Uint8Array> {
  const { base, signer, timestampAuthority, crypto = globalThis.crypto } = options
  const prepared = await prepareSignature(options)
  const [certificate = new Uint8Array()] = signer.certificates
  const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate, crypto })
  const signature = await signer.sign(signedAttributes)
  let cms = assembleSignedData({ signedAttributes, signature, algorithm: signer.algorithm ?? 'ES256', certificates: signer.certificates })
  if (timestampAuthority) {
    const token = await requestTimestamp({ authority: timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: signature, crypto }) })
    cms = addSignatureTimestamp({ cms, token })
  }
  return embedSignature({ base, prepared, cms, crypto })
}
