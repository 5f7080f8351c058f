import { oids } from '../../der/oids.js'
import { children, expectTag, type DerNode } from '../../der/read.js'
import { readOid, readSmallInteger } from '../../der/values.js'
import { SignatureError } from '../../errors.js'
import { extensionValue } from '../extension.js'
import { isSelfIssued, type Certificate } from '../parseCertificate.js'
import type { PathProblem } from './validatePath.js'

/** The valid policies at one depth, each with those that are expected below it. A tree without nodes at a depth is NULL. */
type Policies = ReadonlyMap<string, ReadonlySet<string>>

/** How many more certificates may pass before a rule holds (RFC 5280 section 6.1.2 d to f). */
interface Counters {
  readonly explicitPolicy: number
  readonly policyMapping: number
  readonly anyPolicy: number
}

const { anyPolicy } = oids
/** More policies than this are no honest certificate's. */
const maximumPolicies = 200

/**
 * Certificate policies over a whole path (RFC 5280 section 6.1): policies, mappings, constraints, inhibitAnyPolicy. No policy is asked for by the caller,
 * so what can fail is an authority's own demand for an explicit one. The anchor's extensions are not looked at. What the standard calls a tree is kept
 * as its lowest level: only whether there is one decides.
 */
export function checkPolicies(path: readonly Certificate[]): PathProblem[] {
  const length = path.length - 1
  let policies: Policies = new Map([[anyPolicy, new Set([anyPolicy])]])
  let counters: Counters = { explicitPolicy: length + 1, policyMapping: length + 1, anyPolicy: length + 1 }
  for (let index = length - 1; index >= 0; index--) {
    const certificate = path[index]!
    const isLeaf = index === 0
    try {
      policies = policiesBelow(policies, certificate, counters, isLeaf)
      // Section 6.1.3 f.
      if (counters.explicitPolicy === 0 && policies.size === 0) return [{ code: 'policy-required', index }]
      if (!isLeaf) policies = mapped(policies, certificate, counters)
      counters = counted(certificate, counters, isLeaf)
    } catch (error) {
      if (error instanceof SignatureError) return [{ code: 'policies-malformed', index }]
      throw error
    }
  }
  return counters.explicitPolicy === 0 && policies.size === 0 ? [{ code: 'policy-required', index: 0 }] : []
}

/** Section 6.1.3 d and e. */
function policiesBelow(above: Policies, certificate: Certificate, counters: Counters, isLeaf: boolean): Policies {
  const named = readPolicies(certificate)
  const below = new Map<string, ReadonlySet<string>>()
  if (!named) return below
  const expected = new Set([...above.values()].flatMap((policies) => [...policies]))
  for (const policy of named) {
    if (policy !== anyPolicy && (expected.has(policy) || above.has(anyPolicy))) below.set(policy, new Set([policy]))
  }
  const mayBeAny = counters.anyPolicy > 0 || (!isLeaf && isSelfIssued(certificate))
  if (named.has(anyPolicy) && mayBeAny) for (const policy of expected) if (!below.has(policy)) below.set(policy, new Set([policy]))
  return below
}

/** Section 6.1.4 a and b. */
function mapped(policies: Policies, certificate: Certificate, { policyMapping }: Counters): Policies {
  const mappings = readMappings(certificate)
  const result = new Map(policies)
  for (const [issuerPolicy, subjectPolicies] of mappings) {
    if (policyMapping === 0) result.delete(issuerPolicy)
    else if (policies.has(issuerPolicy) || policies.has(anyPolicy)) result.set(issuerPolicy, subjectPolicies)
  }
  return result
}

/** Section 6.1.4 h to j, and for the leaf section 6.1.5 a and b. */
function counted(certificate: Certificate, counters: Counters, isLeaf: boolean): Counters {
  const step = !isLeaf && isSelfIssued(certificate) ? 0 : 1
  const less = (count: number): number => Math.max(0, count - step)
  const constraints = read(certificate, oids.policyConstraints, (node) => children(expectTag(node, 0x30)))
  // IMPLICIT INTEGER: the content octets are those of an INTEGER.
  const limit = (tag: number): number => {
    const field = constraints?.find((candidate) => candidate.tag === tag)
    return field ? readSmallInteger({ ...field, tag: 0x02 }) : Infinity
  }
  if (constraints?.length === 0) throw malformed('empty policy constraints')
  const explicit = limit(0x80)
  if (isLeaf) return { ...counters, explicitPolicy: explicit === 0 ? 0 : less(counters.explicitPolicy) }
  return {
    explicitPolicy: Math.min(less(counters.explicitPolicy), explicit),
    policyMapping: Math.min(less(counters.policyMapping), limit(0x81)),
    anyPolicy: Math.min(less(counters.anyPolicy), read(certificate, oids.inhibitAnyPolicy, readSmallInteger) ?? Infinity),
  }
}

/** Null without the extension. A policy stands once (section 4.2.1.4). */
function readPolicies(certificate: Certificate): ReadonlySet<string> | null {
  return read(certificate, oids.certificatePolicies, (node) => {
    const policies = children(expectTag(node, 0x30)).map((information) => readOid(expectTag(children(expectTag(information, 0x30))[0], 0x06)))
    const unique = new Set(policies)
    if (policies.length === 0 || policies.length > maximumPolicies || unique.size !== policies.length) throw malformed('certificate policies')
    return unique
  })
}

/** Section 4.2.1.5: nothing is mapped to or from anyPolicy. */
function readMappings(certificate: Certificate): ReadonlyMap<string, ReadonlySet<string>> {
  const mappings = new Map<string, Set<string>>()
  const pairs = read(certificate, oids.policyMappings, (node) => children(expectTag(node, 0x30))) ?? []
  if (pairs.length > maximumPolicies) throw malformed('policy mappings')
  for (const pair of pairs) {
    const [from, to] = children(expectTag(pair, 0x30)).map((node) => readOid(expectTag(node, 0x06)))
    if (!from || !to || from === anyPolicy || to === anyPolicy) throw malformed('policy mapping')
    mappings.set(from, (mappings.get(from) ?? new Set()).add(to))
  }
  return mappings
}

function read<Result>({ extensions }: Certificate, oid: string, reader: (node: DerNode) => Result): Result | null {
  const value = extensionValue(extensions, oid)
  return value ? reader(value) : null
}

const malformed = (why: string): SignatureError => new SignatureError('certificate-malformed', { why })
