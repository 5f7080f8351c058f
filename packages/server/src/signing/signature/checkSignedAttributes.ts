import { bytesEqual, buildSignedAttributes, signatureAlgorithms, verifySignature } from '@loansign/signature'
import { LoanSigningError } from '../../errors.js'

export interface CheckSignedAttributesOptions {
  readonly signedAttributes: Uint8Array
  readonly signature: Uint8Array
  /** DER. */
  readonly certificate: Uint8Array
  readonly spki: Uint8Array
  /** The digest of the stored preparation: never one that the browser names. */
  readonly messageDigest: Uint8Array
}

const es256 = signatureAlgorithms.find(({ name }) => name === 'ES256')!

/**
 * Signed attributes are a function of digest and certificate: the server builds them itself and wants the same bytes, so nothing else can be among them.
 * @throws LoanSigningError `signature-invalid`
 */
export async function checkSignedAttributes({
  signedAttributes,
  signature,
  certificate,
  spki,
  messageDigest,
}: CheckSignedAttributesOptions): Promise<void> {
  const expected = await buildSignedAttributes({ messageDigest, certificate })
  if (!bytesEqual(signedAttributes, expected)) throw new LoanSigningError('signature-invalid', { why: 'signed attributes' })
  if (!(await verifySignature({ spki, algorithm: es256, signature, data: signedAttributes })))
    throw new LoanSigningError('signature-invalid', { why: 'signature' })
}
