import { bytesEqual } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { children, expectTag, onlyChild, readDer, readDerPrefix, type DerNode } from '../../der/read.js'
import { readBitString, readInteger, readSmallInteger, readTime } from '../../der/values.js'
import { SignatureError } from '../../errors.js'
import { malformedAs } from '../../malformedAs.js'
import { toHex } from '../../encoding/hex.js'
import { extensionValue, readExtensions, type CertificateExtension } from '../../x509/extension.js'
import { readName, type DistinguishedName } from '../../x509/name.js'
import { readReason, type RevocationReason } from '../reason.js'

/** One revoked certificate of a list (RFC 5280 section 5.1.2.6). */
export interface CrlEntry {
  readonly revokedAt: Date
  /** Null when the list gives none, which means unspecified. */
  readonly reason: RevocationReason | null
}

/** A revocation list as plain data. Nothing in it is verified. */
export interface CertificateRevocationList {
  readonly der: Uint8Array
  /** tbsCertList, exactly as signed. */
  readonly tbs: Uint8Array
  readonly issuer: DistinguishedName
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  /** By serial number, hexadecimal. */
  readonly entries: ReadonlyMap<string, CrlEntry>
  /** Identifiers of critical extensions of entries that this reader does not understand: with one, the list says nothing (section 5.3). */
  readonly criticalEntryExtensions: readonly string[]
  readonly extensions: readonly CertificateExtension[]
  readonly signatureAlgorithm: DerNode
  readonly signature: Uint8Array
}

const malformed = (why: string): SignatureError => new SignatureError('crl-malformed', { why })

/** Entries; a list of more is not read. So many take some 100 MB. */
const maximumEntries = 250_000

/**
 * Reads a certificate revocation list (RFC 5280 section 5.1), every entry of it.
 * @throws SignatureError `crl-malformed`
 */
export function parseCrl(der: Uint8Array): CertificateRevocationList {
  return malformedAs('crl-malformed', () => parse(der))
}

function parse(der: Uint8Array): CertificateRevocationList {
  const [tbs, outerAlgorithm, signature, more] = children(expectTag(readDer(der), 0x30))
  if (!tbs || !signature || more) throw malformed('CertificateList')
  const fields = children(expectTag(tbs, 0x30))
  const version = fields[0]?.tag === 0x02 ? readSmallInteger(fields.shift()!) + 1 : 1
  if (version !== 1 && version !== 2) throw malformed('version')
  const signatureAlgorithm = expectTag(fields.shift(), 0x30)
  // Section 5.1.1.2: the two identifiers must be the same.
  if (!bytesEqual(signatureAlgorithm.raw, expectTag(outerAlgorithm, 0x30).raw)) throw malformed('signature algorithms differ')
  const issuer = readName(expectTag(fields.shift(), 0x30))
  const thisUpdate = readTime(isTime(fields[0]) ? fields.shift()! : expectTag(fields[0], 0x17))
  const nextUpdate = isTime(fields[0]) ? readTime(fields.shift()!) : null
  const revoked = fields[0]?.tag === 0x30 ? readEntries(fields.shift()!, version) : { entries: new Map<string, CrlEntry>(), criticalEntryExtensions: [] }
  const wrapped = fields[0]?.tag === 0xa0 ? fields.shift()! : null
  if (fields.length > 0) throw malformed('tbsCertList')
  // Section 5.1.2.1: extensions belong to version 2.
  if (wrapped && version !== 2) throw malformed('extensions in version 1')
  return {
    der,
    tbs: tbs.raw,
    issuer,
    thisUpdate,
    nextUpdate,
    ...revoked,
    extensions: wrapped ? readExtensions(onlyChild(wrapped)) : [],
    signatureAlgorithm,
    signature: readBitString(signature),
  }
}

const isTime = (node: DerNode | undefined): boolean => node?.tag === 0x17 || node?.tag === 0x18

function readEntries(list: DerNode, version: number): Pick<CertificateRevocationList, 'entries' | 'criticalEntryExtensions'> {
  const entries = new Map<string, CrlEntry>()
  const critical = new Set<string>()
  // Section 5.1.2.6: a list without revoked certificates has no such field.
  if (list.value.length === 0) throw malformed('empty list of entries')
  for (let offset = 0; offset < list.value.length; ) {
    const node = readDerPrefix(list.value.subarray(offset))
    offset += node.raw.length
    const [serial, time, wrapped, more] = children(expectTag(node, 0x30))
    if (more || !isTime(time) || (wrapped && version !== 2)) throw malformed('entry')
    const extensions = wrapped ? readExtensions(wrapped) : []
    extensions.filter((extension) => extension.critical && extension.oid !== oids.crlReason && extension.oid !== oids.invalidityDate).forEach(({ oid }) => critical.add(oid))
    const reason = extensionValue(extensions, oids.crlReason)
    const key = toHex(readInteger(expectTag(serial, 0x02)))
    if (entries.has(key)) throw malformed('a certificate stands twice')
    entries.set(key, { revokedAt: readTime(time!), reason: reason ? readReason(reason) : null })
    if (entries.size > maximumEntries) throw new SignatureError('crl-malformed', { limit: maximumEntries })
  }
  return { entries, criticalEntryExtensions: [...critical] }
}
