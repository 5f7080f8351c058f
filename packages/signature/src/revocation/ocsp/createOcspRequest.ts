import { oids } from '../../der/oids.js'
import { element, objectIdentifier, octetString, sequence } from '../../der/write.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { writeCertificateId } from './certificateId.js'

/** The certificate that is asked about, and the one above it in its path. */
export interface CreateOcspRequestOptions {
  readonly certificate: Certificate
  readonly issuer: Certificate
  /** Random, 1 to 128 octets (RFC 9654 section 2.1); without it the responder may answer from its cache. */
  readonly nonce?: Uint8Array
  readonly crypto?: typeof globalThis.crypto
}

/** An OCSPRequest about one certificate, DER, not signed (RFC 6960 section 4.1.1). */
export async function createOcspRequest({ certificate, issuer, nonce, crypto = globalThis.crypto }: CreateOcspRequestOptions): Promise<Uint8Array> {
  const requests = sequence(sequence(await writeCertificateId(certificate, issuer, crypto)))
  const extensions = nonce ? [element(0xa2, sequence(sequence(objectIdentifier(oids.ocspNonce), octetString(octetString(nonce)))))] : []
  return sequence(sequence(requests, ...extensions))
}
