import { bytesEqual } from '../der/bytes.js'
import { SignatureError } from '../errors.js'
import { checkCertificate } from './checkCertificate.js'
import { parseCertificate, type Certificate } from './parseCertificate.js'

/** What the leaf is used for: signing documents, or signing timestamps. */
export type PathPurpose = 'document-signing' | 'timestamping'

export type PathProblemCode =
  | 'no-path'
  | 'signature-invalid'
  | 'not-yet-valid'
  | 'expired'
  | 'not-a-ca'
  | 'path-too-long'
  | 'key-usage'
  | 'extended-key-usage'
  | 'unknown-critical-extension'
  | 'name-constraints-unsupported'
  | 'algorithm-unknown'

export interface PathProblem {
  readonly code: PathProblemCode
  /** Which certificate of the path, 0 is the leaf. */
  readonly index: number
}

export interface PathReport {
  readonly trusted: boolean
  /** Leaf first, anchor last; only the leaf when no path was found. */
  readonly path: readonly Certificate[]
  readonly problems: readonly PathProblem[]
}

export interface ValidatePathOptions {
  readonly certificate: Uint8Array | Certificate
  /** Candidates from wherever; nothing here is trusted. DER. */
  readonly intermediates: readonly Uint8Array[]
  /** DER. Their own validity is checked as well, their signature is not (RFC 5280 section 6.1.1 d). */
  readonly trustAnchors: readonly Uint8Array[]
  readonly at: Date
  readonly purpose?: PathPurpose
  readonly crypto?: Crypto
}

const maximumPathLength = 8
const maximumPaths = 64

/**
 * Builds the possible paths from a certificate to the given anchors and validates each by RFC 5280 section 6.
 * Never throws for a bad chain: what is wrong stands in `problems`. Of several paths the first trusted one is reported, else the one with the fewest problems.
 */
export async function validatePath(options: ValidatePathOptions): Promise<PathReport> {
  const { at, purpose = 'document-signing', crypto = globalThis.crypto } = options
  const leaf = options.certificate instanceof Uint8Array ? parseCertificate(options.certificate) : options.certificate
  const anchors = readable(options.trustAnchors)
  const candidates = readable(options.intermediates)
  let best: PathReport = { trusted: false, path: [leaf], problems: [{ code: 'no-path', index: 0 }] }
  let seen = 0
  for (const path of paths(leaf, candidates, anchors)) {
    if (++seen > maximumPaths) break
    const problems = await checkPath({ path, at, purpose, crypto })
    const report = { trusted: problems.length === 0, path, problems }
    if (report.trusted) return report
    if (seen === 1 || problems.length < best.problems.length) best = report
  }
  return best
}

/** Depth-first over issuer names; a certificate never stands twice in a path. */
function* paths(leaf: Certificate, candidates: readonly Certificate[], anchors: readonly Certificate[], behind: readonly Certificate[] = []): Generator<readonly Certificate[]> {
  const path = [...behind, leaf]
  if (anchors.some((anchor) => bytesEqual(anchor.der, leaf.der))) {
    yield path
    return
  }
  if (path.length >= maximumPathLength) return
  const issues = (issuer: Certificate): boolean =>
    bytesEqual(issuer.subject.der, leaf.issuer.der) && !path.some((member) => bytesEqual(member.der, issuer.der))
  for (const anchor of anchors.filter(issues)) yield [...path, anchor]
  for (const candidate of candidates.filter(issues)) {
    if (!anchors.some((anchor) => bytesEqual(anchor.der, candidate.der))) yield* paths(candidate, candidates, anchors, path)
  }
}

async function checkPath({ path, at, purpose, crypto }: { path: readonly Certificate[]; at: Date; purpose: PathPurpose; crypto: Crypto }): Promise<PathProblem[]> {
  const problems: PathProblem[] = []
  for (const [index, certificate] of path.entries()) {
    const codes = await checkCertificate({ certificate, issuer: path[index + 1], below: path.slice(1, index), isLeaf: index === 0, at, purpose, crypto })
    problems.push(...codes.map((code) => ({ code, index })))
  }
  return problems
}

/** A candidate that cannot be read is no candidate. */
function readable(certificates: readonly Uint8Array[]): Certificate[] {
  return certificates.flatMap((der) => {
    try {
      return [parseCertificate(der)]
    } catch (error) {
      if (error instanceof SignatureError) return []
      throw error
    }
  })
}
