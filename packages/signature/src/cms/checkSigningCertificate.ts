import { digestByOid } from '../crypto/registry/algorithms.js'
import { digestProblem } from '../crypto/registry/brokenDigest.js'
import { digest } from '../crypto/hashing/digest.js'
import { legacySha1 } from '../crypto/hashing/legacySha1.js'
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

/**
 * The ESS attribute that ties a signature to one certificate, so that none can be put in its place (RFC 5035, EN 319 122-1 section 5.2.2).
 * The first version (RFC 2634) knows SHA-1 only. It must fit as well, and is named even when it does: old timestamp authorities still use it.
 */
export async function checkSigningCertificate({ attributes, certificate, crypto }: CheckSigningCertificateOptions): Promise<CmsProblemCode[]> {
  const first = attributes.find(({ oid }) => oid === oids.signingCertificate)
  const second = attributes.find(({ oid }) => oid === oids.signingCertificateV2)
  if (!first && !second) return ['signing-certificate-missing']
  try {
    if (first && !(await namesByFirstVersion(first.values[0], certificate, crypto))) return ['signing-certificate-mismatch']
    if (!second) return ['signing-certificate-v1']
    return await checkSecondVersion(second.values[0], certificate, crypto)
  } catch (error) {
    if (error instanceof SignatureError) return ['signing-certificate-mismatch']
    throw error
  }
}

async function namesByFirstVersion(value: DerNode | undefined, certificate: Certificate, crypto: Crypto): Promise<boolean> {
  const [hash, issuerSerial] = children(firstCertId(value))
  return bytesEqual(expectTag(hash, 0x04).value, await legacySha1({ data: certificate.der, crypto })) && fits(issuerSerial, certificate)
}

async function checkSecondVersion(value: DerNode | undefined, certificate: Certificate, crypto: Crypto): Promise<CmsProblemCode[]> {
  const fields = children(firstCertId(value))
  // hashAlgorithm DEFAULT SHA-256.
  const oid = fields[0]?.tag === 0x30 ? readOid(expectTag(children(fields.shift()!)[0], 0x06)) : oids.sha256
  const named = digestByOid(oid)
  if (!named) return [`digest-${digestProblem(oid)}`]
  const [hash, issuerSerial] = fields
  const same = bytesEqual(expectTag(hash, 0x04).value, await digest({ algorithm: named, data: certificate.der, crypto }))
  return same && fits(issuerSerial, certificate) ? [] : ['signing-certificate-mismatch']
}

/** SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID … }: the first is the signer's. */
function firstCertId(value: DerNode | undefined): DerNode {
  return expectTag(children(expectTag(children(expectTag(value, 0x30))[0], 0x30))[0], 0x30)
}

/** IssuerSerial may be left out; one that is there must be right. */
function fits(issuerSerial: DerNode | undefined, certificate: Certificate): boolean {
  if (!issuerSerial) return true
  const [names, serial] = children(expectTag(issuerSerial, 0x30))
  const [directory] = children(expectTag(names, 0x30))
  const [name] = children(expectTag(directory, 0xa4))
  return bytesEqual(expectTag(name, 0x30).raw, certificate.issuer.der) && bytesEqual(expectTag(serial, 0x02).value, certificate.serialNumber)
}
