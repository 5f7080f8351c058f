import { digestByOid } from '../crypto/algorithms.js'
import { digest } from '../crypto/digest.js'
import { bytesEqual } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import { children, expectTag, type DerNode } from '../der/read.js'
import { readOid } from '../der/values.js'
import { SignatureError } from '../errors.js'
import type { Certificate } from '../x509/parseCertificate.js'
import type { CmsAttribute } from './parseSignedData.js'
import type { CmsProblemCode } from './verifySignedData.js'

export interface CheckSigningCertificateOptions {
  readonly attributes: readonly CmsAttribute[]
  readonly certificate: Certificate
  readonly crypto: Crypto
}

/** The ESS attribute that ties a signature to one certificate, so that none can be put in its place (RFC 5035, EN 319 122-1 section 5.2.2). */
export async function checkSigningCertificate({ attributes, certificate, crypto }: CheckSigningCertificateOptions): Promise<CmsProblemCode[]> {
  const second = attributes.find(({ oid }) => oid === oids.signingCertificateV2)
  if (!second) {
    // The first version (RFC 2634) binds by SHA-1, which binds nothing any more: named, not trusted.
    return [attributes.some(({ oid }) => oid === oids.signingCertificate) ? 'signing-certificate-v1' : 'signing-certificate-missing']
  }
  try {
    const essCertId = firstCertId(second.values[0])
    const fields = children(essCertId)
    // hashAlgorithm DEFAULT SHA-256.
    const named = fields[0]?.tag === 0x30 ? digestByOid(readOid(expectTag(children(fields.shift()!)[0], 0x06))) : ('SHA-256' as const)
    if (!named) return ['digest-algorithm-unknown']
    const hash = expectTag(fields.shift(), 0x04).value
    const issuerSerial = fields.shift()
    const same = bytesEqual(hash, await digest({ algorithm: named, data: certificate.der, crypto }))
    return same && (!issuerSerial || namesCertificate(issuerSerial, certificate)) ? [] : ['signing-certificate-mismatch']
  } catch (error) {
    if (error instanceof SignatureError) return ['signing-certificate-mismatch']
    throw error
  }
}

function firstCertId(value: DerNode | undefined): DerNode {
  return expectTag(children(expectTag(children(expectTag(value, 0x30))[0], 0x30))[0], 0x30)
}

function namesCertificate(issuerSerial: DerNode, certificate: Certificate): boolean {
  const [names, serial] = children(expectTag(issuerSerial, 0x30))
  const [directory] = children(expectTag(names, 0x30))
  const [name] = children(expectTag(directory, 0xa4))
  return bytesEqual(expectTag(name, 0x30).raw, certificate.issuer.der) && bytesEqual(expectTag(serial, 0x02).value, certificate.serialNumber)
}
