import { malformed } from '../der/malformed.js'
import { children, expectTag, readDer, type DerNode } from '../der/read.js'
import { readBoolean, readOid, readTime } from '../der/values.js'
import { readable } from '../readable.js'

/** An extension of a certificate, a revocation list, one of its entries, or an OCSP response. */
export interface CertificateExtension {
  readonly oid: string
  readonly critical: boolean
  /** The DER inside extnValue. */
  readonly value: Uint8Array
}

/**
 * Extensions ::= SEQUENCE OF Extension; each stands once (RFC 5280 section 4.2).
 * @throws SignatureError `der-malformed`
 */
export function readExtensions(node: DerNode): CertificateExtension[] {
  const extensions = children(expectTag(node, 0x30)).map(readExtension)
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) throw malformed('an extension stands twice')
  return extensions
}

function readExtension(node: DerNode): CertificateExtension {
  const parts = children(expectTag(node, 0x30))
  if (parts.length !== 2 && parts.length !== 3) throw malformed('extension')
  const oid = readOid(expectTag(parts[0], 0x06))
  const critical = parts.length === 3 && parts[1] ? readBoolean(parts[1]) : false
  return { oid, critical, value: expectTag(parts.at(-1), 0x04).value }
}

/** The DER inside an extension; undefined where there is none of this identifier. */
export function extensionValue(extensions: readonly CertificateExtension[], oid: string): DerNode | undefined {
  const extension = extensions.find((candidate) => candidate.oid === oid)
  return extension && readDer(extension.value)
}

/** The moment that an extension states, a GeneralizedTime; null where there is none, or none that can be read. */
export function extensionTime(extensions: readonly CertificateExtension[], oid: string): Date | null {
  return readable(() => readTime(expectTag(extensionValue(extensions, oid), 0x18)))
}
