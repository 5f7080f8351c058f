import { oids } from '../../der/oids.js'
import { children, expectTag, readDer, type DerNode } from '../../der/read.js'
import { SignatureError } from '../../errors.js'
import { extensionValue } from '../extension.js'
import { readName, type NameAttribute } from '../name.js'
import type { Certificate } from '../parseCertificate.js'

export type NameConstraintProblem = 'name-constraints-violated' | 'name-constraints-unsupported'

/** GeneralName choices by their tags (RFC 5280 section 4.2.1.6). */
const mail = 0x81
const dns = 0x82
const directory = 0xa4
const address = 0x87

interface GeneralName {
  readonly tag: number
  /** For a directory name the DER of the Name, for the others their characters or octets. */
  readonly value: Uint8Array
}

/** More comparisons than this are no honest certificate's. */
const maximumComparisons = 50_000

/**
 * Whether the names of a certificate keep to the NameConstraints of an authority above it (RFC 5280 section 4.2.1.10):
 * directory names, mail addresses, host names and IP addresses. A constraint on another kind of name that the certificate does have is
 * `name-constraints-unsupported`, and so is an extension that cannot be read: constraints nobody checks would be no constraints.
 */
export function checkNameConstraints(constraints: Uint8Array, certificate: Certificate): NameConstraintProblem | null {
  try {
    const { permitted, excluded } = readConstraints(constraints)
    const names = namesOf(certificate)
    if (names.length * (permitted.length + excluded.length) > maximumComparisons) return 'name-constraints-unsupported'
    for (const name of names) {
      const allowed = permitted.filter(({ tag }) => tag === name.tag)
      if (allowed.length > 0 && !allowed.some((base) => within(name, base))) return 'name-constraints-violated'
      if (excluded.some((base) => base.tag === name.tag && within(name, base))) return 'name-constraints-violated'
    }
    return null
  } catch (error) {
    if (error instanceof SignatureError) return 'name-constraints-unsupported'
    throw error
  }
}

const unsupported = (why: string): SignatureError => new SignatureError('certificate-malformed', { why })

function readConstraints(extension: Uint8Array): { readonly permitted: readonly GeneralName[]; readonly excluded: readonly GeneralName[] } {
  const fields = children(expectTag(readDer(extension), 0x30))
  if (fields.length === 0 || fields.some(({ tag }) => tag !== 0xa0 && tag !== 0xa1)) throw unsupported('name constraints')
  // An empty list of subtrees is not allowed: it would permit nothing, or everything.
  if (fields.some((field) => field.value.length === 0)) throw unsupported('empty subtrees')
  const subtrees = (tag: number): GeneralName[] => fields.filter((field) => field.tag === tag).flatMap((field) => children(field).map(readBase))
  return { permitted: subtrees(0xa0), excluded: subtrees(0xa1) }
}

function readBase(subtree: DerNode): DerNode {
  const [base, ...distances] = children(expectTag(subtree, 0x30))
  // Minimum is 0 and left out, maximum is absent (RFC 5280 section 4.2.1.10).
  if (!base || distances.length > 0) throw unsupported('subtree with distances')
  return base
}

/** Every name the certificate claims: its subject, its alternative names, and a mail address hidden in the subject. */
function namesOf({ subject, extensions }: Certificate): GeneralName[] {
  const extension = extensionValue(extensions, oids.subjectAlternativeName)
  const alternatives = extension ? children(expectTag(extension, 0x30)) : []
  const names: GeneralName[] = [...alternatives]
  if (subject.rdns.length > 0) names.push({ tag: directory, value: subject.der })
  if (!alternatives.some(({ tag }) => tag === mail)) {
    for (const { oid, value } of subject.attributes) {
      if (oid === oids.emailAddress) names.push({ tag: mail, value: new TextEncoder().encode(value) })
    }
  }
  return names
}

function within(name: GeneralName, base: GeneralName): boolean {
  if (name.tag === directory) return withinDirectory(name, base)
  if (name.tag === dns) return withinDomain(ascii(name.value), ascii(base.value))
  if (name.tag === mail) return withinMail(ascii(name.value), ascii(base.value))
  if (name.tag === address) return withinAddresses(name.value, base.value)
  throw unsupported('kind of name')
}

/** Only IA5 fits into these names, and none that is real is longer. */
function ascii(value: Uint8Array): string {
  if (value.length > 1000 || value.some((octet) => octet < 0x21 || octet > 0x7e)) throw unsupported('characters of a name')
  return String.fromCharCode(...value)
}

function withinDomain(host: string, domain: string): boolean {
  if (domain.startsWith('.')) throw unsupported('leading period')
  if (!/^(\*\.)?([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/i.test(host)) throw unsupported('host name')
  const [a, b] = [host.toLowerCase(), domain.toLowerCase()]
  return b === '' || a === b || a.endsWith(`.${b}`)
}

/** A mailbox, a host, or with a leading period any host below a domain. The part before the at sign keeps its case. */
function withinMail(mailbox: string, base: string): boolean {
  const [local, host, more] = mailbox.split('@')
  if (host === undefined || more !== undefined) throw unsupported('mail address')
  const lower = base.toLowerCase()
  if (!base.includes('@')) return lower.startsWith('.') ? host.toLowerCase().endsWith(lower) : host.toLowerCase() === lower
  const [baseLocal, baseHost] = base.split('@')
  return local === baseLocal && host.toLowerCase() === baseHost?.toLowerCase()
}

/** An address, and a base that is an address followed by its mask. */
function withinAddresses(value: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== 8 && base.length !== 32) throw unsupported('address range')
  const size = base.length / 2
  return value.length === size && value.every((octet, index) => ((octet ^ base[index]!) & base[size + index]!) === 0)
}

/** A name lies below another whose RDNs it begins with (X.501 section 7.4). directoryName is [4] EXPLICIT: its value is the Name. */
function withinDirectory(name: GeneralName, base: GeneralName): boolean {
  const below = readName(readDer(name.value)).rdns
  const above = readName(readDer(base.value)).rdns
  return above.length <= below.length && above.every((rdn, index) => sameRdn(rdn, below[index] ?? []))
}

function sameRdn(a: readonly NameAttribute[], b: readonly NameAttribute[]): boolean {
  return a.length === b.length && a.every((one) => b.some((other) => other.oid === one.oid && comparable(other.value) === comparable(one.value)))
}

/** The insignificant differences of RFC 5280 section 7.1: case, form of characters, white space. */
function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
