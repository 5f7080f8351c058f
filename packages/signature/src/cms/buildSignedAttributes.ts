import { digest } from '../crypto/hashing/digest.js'
import { oids } from '../der/oids.js'
import { children, expectTag, readDer } from '../der/read.js'
import { nest, objectIdentifier, octetString, sequence, setOf, writeDer } from '../der/write.js'
import { directoryName } from '../x509/name.js'

/** What the signed attributes bind together: the content, by its digest, and the certificate it is signed with. */
export interface BuildSignedAttributesOptions {
  /** SHA-256 of the signed content: for a PDF, of its ByteRange. */
  readonly messageDigest: Uint8Array
  /** The signer's certificate, DER. */
  readonly certificate: Uint8Array
  /** Dotted OID; id-data for a PDF. */
  readonly contentType?: string
  readonly crypto?: typeof globalThis.crypto
}

/**
 * The signed attributes of a PAdES signature as a DER SET (tag 0x31), which is what is hashed and signed (RFC 5652 section 5.4):
 * contentType, messageDigest, signingCertificateV2 and no more. No signing-time: PAdES puts it into /M (EN 319 142-1 section 6.3).
 */
export async function buildSignedAttributes(options: BuildSignedAttributesOptions): Promise<Uint8Array> {
  const { messageDigest, certificate, contentType = oids.data, crypto = globalThis.crypto } = options
  const certificateHash = await digest({ algorithm: 'SHA-256', data: certificate, crypto })
  const { issuer, serialNumber } = issuerAndSerialNumber(certificate)
  // ESSCertIDv2 (RFC 5035 section 4): hashAlgorithm is SHA-256 by default, and DER leaves defaults out.
  const essCertId = nest(0x30, [octetString(certificateHash), nest(0x30, [nest(0x30, [directoryName(issuer)]), serialNumber])])
  return setOf(0x31, [
    attribute(oids.contentType, objectIdentifier(contentType)),
    attribute(oids.messageDigest, octetString(messageDigest)),
    writeDer(nest(0x30, [objectIdentifier(oids.signingCertificateV2), nest(0x31, [nest(0x30, [nest(0x30, [essCertId])])])])),
  ])
}

export function attribute(oid: string, value: Uint8Array): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(0x31, [value]))
}

/** Issuer and serial number as they stand in a certificate; a full parse would not fit into the browser's signing code. */
export function issuerAndSerialNumber(certificate: Uint8Array): { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array } {
  const fields = children(expectTag(children(expectTag(readDer(certificate), 0x30))[0], 0x30))
  if (fields[0]?.tag === 0xa0) fields.shift()
  return { serialNumber: expectTag(fields[0], 0x02).raw, issuer: expectTag(fields[2], 0x30).raw }
}
