import { oids } from '../der/oids.js'
import { children, expectTag, type DerNode } from '../der/read.js'
import { readOid, readString } from '../der/values.js'
import { element, objectIdentifier, sequence, setOf, utf8String } from '../der/write.js'

/** One attribute of a distinguished name. `value` is hostile text. */
export interface NameAttribute {
  readonly oid: string
  readonly value: string
}

export interface DistinguishedName {
  readonly attributes: readonly NameAttribute[]
  /** The last commonName, or null. */
  readonly commonName: string | null
  readonly organization: string | null
  /** Exact DER, for comparison and for IssuerAndSerialNumber. */
  readonly der: Uint8Array
}

/** Name ::= RDNSequence (RFC 5280 section 4.1.2.4). */
export function readName(node: DerNode): DistinguishedName {
  const attributes = children(expectTag(node, 0x30)).flatMap((rdn) =>
    children(expectTag(rdn, 0x31)).map((pair): NameAttribute => {
      const [type, value] = children(expectTag(pair, 0x30))
      return { oid: readOid(expectTag(type, 0x06)), value: value ? readString(value) : '' }
    }),
  )
  const last = (oid: string): string | null => attributes.filter((attribute) => attribute.oid === oid).at(-1)?.value ?? null
  return { attributes, commonName: last(oids.commonName), organization: last(oids.organization), der: node.raw }
}

/** A name of a single commonName. */
export function writeCommonName(commonName: string): Uint8Array {
  return sequence(setOf(0x31, [sequence(objectIdentifier(oids.commonName), utf8String(commonName))]))
}

/** The directoryName choice of GeneralName: [4] EXPLICIT, because Name is a CHOICE. */
export function directoryName(name: Uint8Array): Uint8Array {
  return element(0xa4, name)
}
