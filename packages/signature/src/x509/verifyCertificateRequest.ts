import { resolveAlgorithm } from '../crypto/registry/resolveAlgorithm.js'
import { verifySignature } from '../crypto/verifySignature.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readBitString } from '../der/values.js'
import { SignatureError } from '../errors.js'

/** What a certificate request proves: that somebody holds this key. Its subject and attributes prove nothing and are left out. */
export interface CertificateRequest {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
}

/**
 * Reads a PKCS #10 request and verifies its own signature (RFC 2986 section 4).
 * @throws SignatureError `certificate-request-malformed`: not a request, or its signature does not verify
 */
export async function verifyCertificateRequest(der: Uint8Array, { crypto = globalThis.crypto }: { readonly crypto?: typeof globalThis.crypto } = {}): Promise<CertificateRequest> {
  try {
    const [info, identifier, signature] = children(expectTag(readDer(der), 0x30))
    const spki = expectTag(children(expectTag(info, 0x30))[2], 0x30).raw
    const algorithm = resolveAlgorithm(expectTag(identifier, 0x30))
    const holds = await verifySignature({ spki, algorithm, signature: readBitString(expectTag(signature, 0x03)), data: info!.raw, crypto })
    if (holds) return { spki }
  } catch (cause) {
    throw new SignatureError('certificate-request-malformed', {}, { cause })
  }
  throw new SignatureError('certificate-request-malformed', { why: 'signature' })
}
