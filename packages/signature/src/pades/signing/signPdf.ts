import { aBytes, aCertificateChain, aNumber, anObject, aPort, aText, aTime, checkArgument, checkArguments, either, oneOf, optional, type Shape } from '../../checkArguments.js'
import { addSignatureTimestamp } from '../../cms/addSignatureTimestamp.js'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../../cms/buildSignedAttributes.js'
import { digest } from '../../crypto/hashing/digest.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { aTimestampAuthority } from '../../timestamp/aTimestampAuthority.js'
import { requestTimestamp, type TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import { isOpened, type OpenedBase } from '../base/base.js'
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

const shape: Shape<SignPdfOptions> = {
  base: either(aBytes, { says: 'what openBase gives', holds: (value) => anObject.holds(value) && isOpened(value as OpenedBase) }),
  field: aText,
  signerName: aText,
  reason: optional(aText),
  signingTime: aTime,
  evidenceRoot: optional(aBytes),
  appearance: optional(anObject),
  certification: optional(oneOf(1, 2, 3)),
  contentsSize: optional(aNumber),
  crypto: optional(anObject),
  signer: either(aPort('an object with certificates and sign', 'sign'), aPort('one with certificates and signDigest', 'signDigest')),
  timestampAuthority: optional(aTimestampAuthority),
}

/**
 * Prepares, signs, stamps and embeds in one call, for keys that are at hand. Whether the certificate is valid and trusted is for who validates to say, and not looked at here: ask for that first where it may have ended. The ByteRange is hashed by the digest of the signer's algorithm.
 * @throws SignatureError as `prepareSignature`, `requestTimestamp` and `embedSignature`; `algorithm-unknown`; `signer-mismatch` when what the signer
 *   gave back does not verify with its certificate; and whatever the signer throws
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export async function signPdf(options: SignPdfOptions): Promise<Uint8Array<ArrayBuffer>> {
  checkArguments('signPdf', options, shape)
  const { signer, timestampAuthority, ...preparation } = options
  checkArgument('signPdf', 'signer.certificates', signer.certificates, aCertificateChain)
  const { base, crypto = globalThis.crypto } = preparation
  const { name, digest: digestAlgorithm } = algorithmOf(signer)
  const prepared = await prepareSignature({ ...preparation, digestAlgorithm })
  const certificate = signer.certificates[0]!
  const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate, crypto })
  const signature = await askSigner({ signer, data: signedAttributes, crypto })
  let cms = assembleSignedData({ signedAttributes, signature, algorithm: name, certificates: signer.certificates })
  if (timestampAuthority) {
    const token = await requestTimestamp({ authority: timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: signature, crypto }) })
    cms = addSignatureTimestamp({ cms, token })
  }
  return embedSignature({ base, prepared, cms, crypto })
}
