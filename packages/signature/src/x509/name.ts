import { malformed } from '../der/malformed.js'
import { oids } from '../der/oids.js'
import { children, expectTag, type DerNode } from '../der/read.js'
import { isString, readOid, readString } from '../der/values.js'
import { element, objectIdentifier, sequence, setOf, utf8String } from '../der/write.js'
import { toHex } from '../encoding/hex.js'

/** One attribute of a distinguished name. `value` is hostile text. */
export interface NameAttribute {
  readonly oid: string
  /** Text, or `#` and the DER as hexadecimal where the type is no string (RFC 4514 section 2.4). */
  readonly value: string
}

/** A Name (RFC 5280 section 4.1.2.4). Every text in it is hostile. */
export interface DistinguishedName {
  /** The relative distinguished names, the most general first; most hold one attribute. */
  readonly rdns: readonly (readonly NameAttribute[])[]
  /** All attributes of all of them, in their order. */
  readonly attributes: readonly NameAttribute[]
  /** The last commonName, or null. */
  readonly commonName: string | null
  readonly organization: string | null
  /** Exact DER, for comparison and for IssuerAndSerialNumber. */
  readonly der: Uint8Array
}

/** Name ::= RDNSequence (RFC 5280 section 4.1.2.4). */
export function readName(node: DerNode): DistinguishedName {
  const rdns = children(expectTag(node, 0x30)).map((rdn) => children(expectTag(rdn, 0x31)).map(readAttribute))
  const attributes = rdns.flat()
  const last = (oid: string): string | null => attributes.filter((attribute) => attribute.oid === oid).at(-1)?.value ?? null
  return { rdns, attributes, commonName: last(oids.commonName), organization: last(oids.organization), der: node.raw }
}

function readAttribute(pair: DerNode): NameAttribute {
  const [type, value, more] = children(expectTag(pair, 0x30))
  if (!value || more) throw malformed('name attribute')
  return { oid: readOid(expectTag(type, 0x06)), value: isString(value) ? readString(value) : `#${toHex(value.raw)}` }
}

/** A name of a single commonName. */
export function writeCommonName(commonName: string): Uint8Array {
  return sequence(setOf(0x31, [sequence(objectIdentifier(oids.commonName), utf8String(commonName))]))
}

/** The directoryName choice of GeneralName: [4] EXPLICIT, because Name is a CHOICE. */
export function directoryName(name: Uint8Array): Uint8Array {
  return element(0xa4, name)
}
