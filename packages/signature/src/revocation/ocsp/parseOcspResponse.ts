import { oids } from '../../der/oids.js'
import { children, expectTag, onlyChild, readDer, type DerNode } from '../../der/read.js'
import { readBitString, readInteger, readOid, readSmallInteger, readTime } from '../../der/values.js'
import { SignatureError } from '../../errors.js'
import { malformedAs } from '../../malformedAs.js'
import { readExtensions, type CertificateExtension } from '../../x509/extension.js'
import { readReason, type RevocationReason } from '../reason.js'

/** Whom a single response is about (CertID, RFC 6960 section 4.1.1). */
export interface OcspCertificateId {
  readonly digestOid: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  /** Content octets of the INTEGER. */
  readonly serialNumber: Uint8Array
}

/** What a response says about one certificate (RFC 6960 section 4.2.1). `revokedAt` and `reason` are null unless it is revoked, `nextUpdate` when there are newer answers at any time. */
export interface OcspSingleResponse {
  readonly certificateId: OcspCertificateId
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt: Date | null
  readonly reason: RevocationReason | null
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  readonly extensions: readonly CertificateExtension[]
}

/** A successful basic response as plain data. Nothing in it is verified. */
export interface OcspResponse {
  readonly der: Uint8Array
  /** tbsResponseData, exactly as signed. */
  readonly tbs: Uint8Array
  /** Either the responder's name (DER), or the SHA-1 of its public key. */
  readonly responder: { readonly name: Uint8Array } | { readonly keyHash: Uint8Array }
  readonly producedAt: Date
  readonly responses: readonly OcspSingleResponse[]
  readonly extensions: readonly CertificateExtension[]
  readonly signatureAlgorithm: DerNode
  readonly signature: Uint8Array
  /** DER. */
  readonly certificates: readonly Uint8Array[]
}

const malformed = (why: string): SignatureError => new SignatureError('ocsp-malformed', { why })

/** OCSPResponseStatus: internalError and tryLater may pass (RFC 6960 section 2.3). */
const passing: readonly number[] = [2, 3]

/**
 * Reads an OCSPResponse of type id-pkix-ocsp-basic (RFC 6960 section 4.2.1).
 * @throws SignatureError `ocsp-malformed`; `ocsp-refused` with `details.status` when the responder gave no answer, `retryable` where it may later
 */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  return malformedAs('ocsp-malformed', () => {
    const [status, bytes, more] = children(expectTag(readDer(der), 0x30))
    const code = status?.tag === 0x0a && status.value.length === 1 ? status.value[0]! : null
    if (code === null || more) throw malformed('status')
    if (code !== 0) throw new SignatureError('ocsp-refused', { status: code }, { retryable: passing.includes(code) })
    const [type, basic, afterBasic] = children(expectTag(onlyChild(expectTag(bytes, 0xa0)), 0x30))
    if (readOid(expectTag(type, 0x06)) !== oids.ocspBasic || afterBasic) throw malformed('response type')
    return readBasic(der, readDer(expectTag(basic, 0x04).value))
  }, 'ocsp-refused')
}

function readBasic(der: Uint8Array, basic: DerNode): OcspResponse {
  const [tbs, signatureAlgorithm, signature, certificates, more] = children(expectTag(basic, 0x30))
  if (!tbs || !signature || more) throw malformed('BasicOCSPResponse')
  const fields = children(expectTag(tbs, 0x30))
  // v1 is the default and the only one.
  if (fields[0]?.tag === 0xa0 && readSmallInteger(onlyChild(fields.shift()!)) !== 0) throw malformed('version')
  const responder = readResponder(fields.shift())
  const producedAt = readTime(expectTag(fields.shift(), 0x18))
  const responses = children(expectTag(fields.shift(), 0x30)).map(readSingle)
  const extensions = fields[0]?.tag === 0xa1 ? readExtensions(onlyChild(fields.shift()!)) : []
  if (fields.length > 0 || responses.length === 0) throw malformed('ResponseData')
  return {
    der,
    tbs: tbs.raw,
    responder,
    producedAt,
    responses,
    extensions,
    signatureAlgorithm: expectTag(signatureAlgorithm, 0x30),
    signature: readBitString(signature),
    certificates: certificates ? children(expectTag(onlyChild(expectTag(certificates, 0xa0)), 0x30)).map((certificate) => expectTag(certificate, 0x30).raw) : [],
  }
}

function readResponder(node: DerNode | undefined): OcspResponse['responder'] {
  if (node?.tag === 0xa1) return { name: expectTag(onlyChild(node), 0x30).raw }
  const keyHash = expectTag(onlyChild(expectTag(node, 0xa2)), 0x04).value
  if (keyHash.length !== 20) throw malformed('key hash')
  return { keyHash }
}

function readSingle(node: DerNode): OcspSingleResponse {
  const [id, status, thisUpdate, ...rest] = children(expectTag(node, 0x30))
  const nextUpdate = rest[0]?.tag === 0xa0 ? readTime(expectTag(onlyChild(rest.shift()!), 0x18)) : null
  const extensions = rest[0]?.tag === 0xa1 ? readExtensions(onlyChild(rest.shift()!)) : []
  if (rest.length > 0) throw malformed('SingleResponse')
  return { certificateId: readCertificateId(id), ...readStatus(status), thisUpdate: readTime(expectTag(thisUpdate, 0x18)), nextUpdate, extensions }
}

function readCertificateId(node: DerNode | undefined): OcspCertificateId {
  const [algorithm, name, key, serial, more] = children(expectTag(node, 0x30))
  if (more) throw malformed('CertID')
  return {
    digestOid: readOid(expectTag(children(expectTag(algorithm, 0x30))[0], 0x06)),
    issuerNameHash: expectTag(name, 0x04).value,
    issuerKeyHash: expectTag(key, 0x04).value,
    serialNumber: readInteger(expectTag(serial, 0x02)),
  }
}

/** CertStatus is a CHOICE of implicit tags: good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL. */
function readStatus(node: DerNode | undefined): Pick<OcspSingleResponse, 'status' | 'revokedAt' | 'reason'> {
  if (node?.tag === 0xa1) {
    const [time, reason, more] = children(node)
    if (more) throw malformed('RevokedInfo')
    return { status: 'revoked', revokedAt: readTime(expectTag(time, 0x18)), reason: reason ? readReason(onlyChild(expectTag(reason, 0xa0))) : null }
  }
  if (!node || (node.tag !== 0x80 && node.tag !== 0x82) || node.value.length > 0) throw malformed('CertStatus')
  return { status: node.tag === 0x80 ? 'good' : 'unknown', revokedAt: null, reason: null }
}
