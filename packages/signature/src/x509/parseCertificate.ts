import { bytesEqual } from '../der/bytes.js'
import { oids } from '../der/oids.js'
import { children, expectTag, onlyChild, readDer, type DerNode } from '../der/read.js'
import { readBitString, readBoolean, readInteger, readNamedBits, readOid, readSmallInteger, readTime } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { malformedAs } from '../malformedAs.js'
import { extensionValue, readExtensions, type CertificateExtension } from './extension.js'
import { readName, type DistinguishedName } from './name.js'

/** KeyUsage bits by number (RFC 5280 section 4.2.1.3). */
export const keyUsageBits = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const

/** A certificate as plain data. Nothing in it is validated. */
export interface Certificate {
  readonly der: Uint8Array
  /** tbsCertificate, exactly as signed. */
  readonly tbs: Uint8Array
  readonly version: number
  /** Content octets of the INTEGER. */
  readonly serialNumber: Uint8Array
  readonly issuer: DistinguishedName
  readonly subject: DistinguishedName
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
  readonly signatureAlgorithm: DerNode
  readonly signature: Uint8Array
  readonly extensions: readonly CertificateExtension[]
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null
  readonly keyUsage: readonly number[] | null
  readonly extendedKeyUsage: readonly string[] | null
  readonly subjectKeyIdentifier: Uint8Array | null
  readonly authorityKeyIdentifier: Uint8Array | null
}

/**
 * Reads a certificate (RFC 5280 section 4.1).
 * @throws SignatureError `certificate-malformed`
 */
export function parseCertificate(der: Uint8Array): Certificate {
  return malformedAs('certificate-malformed', () => parse(der))
}

function parse(der: Uint8Array): Certificate {
  const outer = children(expectTag(readDer(der), 0x30))
  const [tbs, signatureAlgorithm, signature] = outer
  if (outer.length !== 3 || !tbs || !signatureAlgorithm || !signature) throw malformed('certificate')
  const fields = children(expectTag(tbs, 0x30))
  const version = fields[0]?.tag === 0xa0 ? readSmallInteger(onlyChild(fields.shift()!)) + 1 : 1
  const [serial, algorithm, issuer, validity, subject, spki, ...rest] = fields
  if (!serial || !algorithm || !issuer || !validity || !subject || !spki) throw malformed('tbsCertificate')
  // RFC 5280 section 4.1.1.2: the two identifiers must be the same.
  if (!bytesEqual(algorithm.raw, signatureAlgorithm.raw)) throw malformed('signature algorithms differ')
  const [notBefore, notAfter] = children(expectTag(validity, 0x30))
  if (!notBefore || !notAfter) throw malformed('validity')
  const extensionsNode = rest.find((field) => field.tag === 0xa3)
  // Unique identifiers and extensions, in this order, and extensions only in version 3 (RFC 5280 section 4.1.2.8 and 4.1.2.9).
  if (rest.some(({ tag }, index) => ![0x81, 0x82, 0xa3].includes(tag) || (index > 0 && tag <= rest[index - 1]!.tag))) throw malformed('tbsCertificate')
  if (extensionsNode && version !== 3) throw malformed('extensions in a certificate that is not version 3')
  const extensions = extensionsNode ? readExtensions(onlyChild(extensionsNode)) : []
  const find = (oid: string): DerNode | undefined => extensionValue(extensions, oid)
  return {
    der,
    tbs: tbs.raw,
    version,
    serialNumber: readInteger(serial),
    issuer: readName(issuer),
    subject: readName(subject),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    spki: checkedKey(spki).raw,
    signatureAlgorithm,
    signature: readBitString(signature),
    extensions,
    basicConstraints: readBasicConstraints(find(oids.basicConstraints)),
    keyUsage: mapNode(find(oids.keyUsage), readNamedBits),
    extendedKeyUsage: mapNode(find(oids.extendedKeyUsage), (node) => children(expectTag(node, 0x30)).map(readOid)),
    subjectKeyIdentifier: mapNode(find(oids.subjectKeyIdentifier), (node) => expectTag(node, 0x04).value),
    authorityKeyIdentifier: mapNode(find(oids.authorityKeyIdentifier), (node) => children(expectTag(node, 0x30)).find(({ tag }) => tag === 0x80)?.value ?? null),
  }
}

/** Whether subject and issuer have one name (RFC 5280 section 6.1). */
export const isSelfIssued = ({ subject, issuer }: Certificate): boolean => bytesEqual(subject.der, issuer.der)

/** SubjectPublicKeyInfo is looked into here, so that whoever takes the key out of a certificate that was read finds one (RFC 5280 section 4.1.2.7). */
function checkedKey(spki: DerNode): DerNode {
  const [algorithm, key, more] = children(expectTag(spki, 0x30))
  expectTag(algorithm, 0x30)
  readBitString(expectTag(key, 0x03))
  if (more) throw malformed('subjectPublicKeyInfo')
  return spki
}

function readBasicConstraints(node: DerNode | undefined): Certificate['basicConstraints'] {
  if (!node) return null
  const parts = children(expectTag(node, 0x30))
  const ca = parts[0]?.tag === 0x01 ? readBoolean(parts.shift()!) : false
  return { ca, pathLength: parts[0] ? readSmallInteger(parts[0]) : null }
}

const malformed = (why: string): SignatureError => new SignatureError('certificate-malformed', { why })

function mapNode<Result>(node: DerNode | undefined, read: (node: DerNode) => Result): Result | null {
  return node ? read(node) : null
}
