import { oids } from '../der/oids.js'
import { children, expectTag, onlyChild, readDer, type DerNode } from '../der/read.js'
import { readOid, readSmallInteger } from '../der/values.js'
import { SignatureError } from '../errors.js'
import { malformedAs } from '../malformedAs.js'

/** An attribute of a SignerInfo, signed or not (RFC 5652 section 5.3). `oid` is dotted, `raw` the whole attribute as it stands, DER. */
export interface CmsAttribute {
  readonly oid: string
  readonly values: readonly DerNode[]
  readonly raw: Uint8Array
}

/** One signer of a SignedData (RFC 5652 section 5.3), as plain data. Nothing in it is verified. */
export interface SignerInfo {
  readonly version: number
  /** Either the issuer and serial number, or the subject key identifier. */
  readonly signerIdentifier: { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array } | { readonly keyIdentifier: Uint8Array }
  readonly digestAlgorithmOid: string
  /** Null when there are none. `der` has tag 0x31: what was signed. */
  readonly signedAttributes: { readonly der: Uint8Array; readonly attributes: readonly CmsAttribute[] } | null
  readonly signatureAlgorithm: DerNode
  readonly signature: Uint8Array
  readonly unsignedAttributes: readonly CmsAttribute[]
}

/** A SignedData (RFC 5652 section 5.1) as plain data. `contentType` is dotted. Nothing in it is verified. */
export interface SignedData {
  readonly version: number
  /** The version that its content asks for (section 5.1). */
  readonly versionDue: number
  /** AlgorithmIdentifiers of all digests that signers are said to use; no signature covers them. */
  readonly digestAlgorithms: readonly DerNode[]
  readonly contentType: string
  /** Null for a detached signature. */
  readonly content: Uint8Array | null
  /** DER; other certificate choices are left out. */
  readonly certificates: readonly Uint8Array[]
  readonly signerInfos: readonly SignerInfo[]
}

/**
 * Reads ContentInfo with SignedData (RFC 5652 section 5.1). Reading is strict about DER, lenient about what it does not judge.
 * @throws SignatureError `cms-malformed`
 */
export function parseSignedData(der: Uint8Array): SignedData {
  return malformedAs('cms-malformed', () => {
    const [outer, wrapped, afterContent] = children(expectTag(readDer(der), 0x30))
    if (readOid(expectTag(outer, 0x06)) !== oids.signedData || afterContent) throw malformed('content type')
    const fields = children(expectTag(onlyChild(expectTag(wrapped, 0xa0)), 0x30))
    const version = readSmallInteger(expectTag(fields.shift(), 0x02))
    const digestAlgorithms = children(expectTag(fields.shift(), 0x31))
    const [contentType, explicit, afterExplicit] = children(expectTag(fields.shift(), 0x30))
    if (afterExplicit) throw malformed('EncapsulatedContentInfo')
    const certificates = fields[0]?.tag === 0xa0 ? children(fields.shift()!) : []
    // Revocation lists; those of PAdES stand in the PDF (EN 319 142-1 section 5.4.2).
    const lists = fields[0]?.tag === 0xa1 ? children(fields.shift()!) : []
    const signerInfos = children(expectTag(fields.shift(), 0x31)).map(readSignerInfo)
    if (fields.length > 0) throw malformed('SignedData')
    const type = readOid(expectTag(contentType, 0x06))
    return {
      version,
      versionDue: versionDue({ type, certificates, lists, signerInfos }),
      digestAlgorithms,
      contentType: type,
      content: explicit ? expectTag(onlyChild(expectTag(explicit, 0xa0)), 0x04).value : null,
      certificates: certificates.filter(({ tag }) => tag === 0x30).map(({ raw }) => raw),
      signerInfos,
    }
  })
}

interface VersionFacts {
  readonly type: string
  readonly certificates: readonly DerNode[]
  readonly lists: readonly DerNode[]
  readonly signerInfos: readonly SignerInfo[]
}

/** RFC 5652 section 5.1, in its order: other certificates or lists, attribute certificates of version 2, then of version 1, key identifiers or content that is not data. */
function versionDue({ type, certificates, lists, signerInfos }: VersionFacts): number {
  const has = (tag: number): boolean => certificates.some((certificate) => certificate.tag === tag)
  if (has(0xa3) || lists.some(({ tag }) => tag === 0xa1)) return 5
  if (has(0xa2)) return 4
  return has(0xa1) || type !== oids.data || signerInfos.some(({ version }) => version === 3) ? 3 : 1
}

function readSignerInfo(node: DerNode): SignerInfo {
  const fields = children(expectTag(node, 0x30))
  const version = readSmallInteger(expectTag(fields.shift(), 0x02))
  const identifier = fields.shift()
  const digestAlgorithm = expectTag(fields.shift(), 0x30)
  const signed = fields[0]?.tag === 0xa0 ? fields.shift() : undefined
  const signatureAlgorithm = expectTag(fields.shift(), 0x30)
  const signature = expectTag(fields.shift(), 0x04).value
  const unsigned = fields[0]?.tag === 0xa1 ? fields.shift() : undefined
  if (fields.length > 0 || !identifier) throw malformed('SignerInfo')
  return {
    version,
    signerIdentifier: readSignerIdentifier(identifier),
    digestAlgorithmOid: readOid(expectTag(children(digestAlgorithm)[0], 0x06)),
    signedAttributes: signed ? { der: asSet(signed.raw), attributes: readAttributes(signed) } : null,
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned ? readAttributes(unsigned) : [],
  }
}

function readSignerIdentifier(node: DerNode): SignerInfo['signerIdentifier'] {
  if (node.tag === 0x80) return { keyIdentifier: node.value }
  const [issuer, serial, more] = children(expectTag(node, 0x30))
  if (more) throw malformed('IssuerAndSerialNumber')
  return { issuer: expectTag(issuer, 0x30).raw, serialNumber: expectTag(serial, 0x02).value }
}

/** The attributes of a set, also used for signed attributes that travel alone. */
export function readAttributes(set: DerNode): CmsAttribute[] {
  return children(set).map((node) => {
    const [type, values, more] = children(expectTag(node, 0x30))
    const attribute = { oid: readOid(expectTag(type, 0x06)), values: children(expectTag(values, 0x31)), raw: node.raw }
    if (more || attribute.values.length === 0) throw malformed('attribute')
    return attribute
  })
}

/** RFC 5652 section 5.4: hashed and signed with the tag of a SET, stored as [0] IMPLICIT. */
function asSet(raw: Uint8Array): Uint8Array {
  const result = Uint8Array.from(raw)
  result[0] = 0x31
  return result
}

const malformed = (why: string): SignatureError => new SignatureError('cms-malformed', { why })
