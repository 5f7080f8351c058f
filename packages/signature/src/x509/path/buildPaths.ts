import { bytesEqual } from '../../der/bytes.js'
import type { Certificate } from '../parseCertificate.js'

export interface BuildPathsOptions {
  readonly leaf: Certificate
  /** Candidates from wherever; nothing here is trusted. */
  readonly candidates: readonly Certificate[]
  readonly anchors: readonly Certificate[]
}

const maximumLength = 8
const maximumPaths = 64
/** Certificates that all bear one name make a tree without end; looking stops here and says that there is no path. */
const maximumSteps = 2_000

/**
 * Every way from the leaf to an anchor by issuer names, leaf first, anchor last, likely ones first. A certificate never stands twice in a path.
 * Nothing is validated: that is validatePath's work.
 */
export function buildPaths({ leaf, candidates, anchors }: BuildPathsOptions): Certificate[][] {
  const found: Certificate[][] = []
  let steps = 0
  const extend = (path: readonly Certificate[]): void => {
    const last = path[path.length - 1]!
    if (anchors.some((anchor) => same(anchor, last))) {
      found.push([...path])
      return
    }
    if (path.length >= maximumLength) return
    for (const issuer of issuersOf(last, [...anchors, ...candidates])) {
      if (++steps > maximumSteps || found.length >= maximumPaths) return
      if (!path.some((member) => same(member, issuer))) extend([...path, issuer])
    }
  }
  extend([leaf])
  return found
}

/** Those whose key identifier is the one asked for come first; the identifier is a hint and proves nothing (RFC 5280 section 4.2.1.1). */
function issuersOf(certificate: Certificate, pool: readonly Certificate[]): Certificate[] {
  const wanted = certificate.authorityKeyIdentifier
  const fits = (issuer: Certificate): number => (wanted && issuer.subjectKeyIdentifier && bytesEqual(issuer.subjectKeyIdentifier, wanted) ? 0 : 1)
  return pool.filter((issuer) => bytesEqual(issuer.subject.der, certificate.issuer.der)).sort((a, b) => fits(a) - fits(b))
}

const same = (a: Certificate, b: Certificate): boolean => bytesEqual(a.der, b.der)
