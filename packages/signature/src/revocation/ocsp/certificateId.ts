import { digestByOid } from '../../crypto/registry/algorithms.js'
import { digest } from '../../crypto/hashing/digest.js'
import { legacySha1 } from '../../crypto/hashing/legacySha1.js'
import { bytesEqual } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { children, expectTag, readDer } from '../../der/read.js'
import { readBitString } from '../../der/values.js'
import { element, nullValue, objectIdentifier, octetString, sequence } from '../../der/write.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import type { OcspCertificateId } from './parseOcspResponse.js'

/** The bits of subjectPublicKey, without tag, length and unused bits: what OCSP hashes (RFC 6960 section 4.1.1). */
export function subjectPublicKey({ spki }: Certificate): Uint8Array {
  return readBitString(expectTag(children(expectTag(readDer(spki), 0x30))[1], 0x03))
}

/**
 * The CertID of a certificate, DER, by SHA-1: it names and protects nothing, and is what every responder knows (RFC 5019 section 2.1.1).
 */
export async function writeCertificateId(certificate: Certificate, issuer: Certificate, crypto: Crypto): Promise<Uint8Array> {
  const [name, key] = await Promise.all([legacySha1({ data: issuer.subject.der, crypto }), legacySha1({ data: subjectPublicKey(issuer), crypto })])
  return sequence(sequence(objectIdentifier(oids.sha1), nullValue()), octetString(name), octetString(key), element(0x02, certificate.serialNumber))
}

/** Whether a CertID names this certificate of this issuer, by SHA-1 or any digest of the registry. */
export async function namesCertificate(id: OcspCertificateId, certificate: Certificate, issuer: Certificate, crypto: Crypto): Promise<boolean> {
  if (!bytesEqual(id.serialNumber, certificate.serialNumber)) return false
  const algorithm = digestByOid(id.digestOid)
  if (!algorithm && id.digestOid !== oids.sha1) return false
  const hash = (data: Uint8Array): Promise<Uint8Array> => (algorithm ? digest({ algorithm, data, crypto }) : legacySha1({ data, crypto }))
  const [name, key] = await Promise.all([hash(issuer.subject.der), hash(subjectPublicKey(issuer))])
  return bytesEqual(id.issuerNameHash, name) && bytesEqual(id.issuerKeyHash, key)
}
