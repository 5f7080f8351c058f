import { readable } from '../../readable.js'
import type { AlgorithmProblem } from '../../crypto/registry/brokenDigest.js'
import { buildPaths } from './buildPaths.js'
import { checkCertificate } from './checkCertificate.js'
import { checkPolicies } from './checkPolicies.js'
import { parseCertificate, type Certificate } from '../parseCertificate.js'

/** What the leaf is used for: signing documents, timestamps, or answers about revocation. */
export type PathPurpose = 'document-signing' | 'timestamping' | 'ocsp-signing'

/** How a certificate path can fail. Public API. */
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
  | 'name-constraints-violated'
  | 'name-constraints-unsupported'
  | AlgorithmProblem
  /** An authority above asks for a certificate policy that the whole path agrees on, and there is none. */
  | 'policy-required'
  | 'policies-malformed'

/** One breach of RFC 5280 section 6, and the certificate of the path it is about. */
export interface PathProblem {
  readonly code: PathProblemCode
  /** Which certificate of the path, 0 is the leaf. */
  readonly index: number
}

/** The verdict on the paths of a certificate: the best one that was found, and what is wrong with it. `trusted` when nothing is. */
export interface PathReport {
  readonly trusted: boolean
  /** Leaf first, anchor last; only the leaf when no path was found. */
  readonly path: readonly Certificate[]
  readonly problems: readonly PathProblem[]
}

/** A certificate, whom to trust, and the moment to judge for. */
export interface ValidatePathOptions {
  readonly certificate: Uint8Array | Certificate
  /** Candidates from wherever; nothing here is trusted. DER, or read before. */
  readonly intermediates: readonly (Uint8Array | Certificate)[]
  /** DER, or read before. Their own validity is checked as well, their signature is not (RFC 5280 section 6.1.1 d). */
  readonly trustAnchors: readonly (Uint8Array | Certificate)[]
  readonly at: Date
  readonly purpose?: PathPurpose
  readonly crypto?: typeof globalThis.crypto
}

/**
 * Builds the possible paths from a certificate to the given anchors and validates each by RFC 5280 section 6.
 * Never throws for a bad chain: what is wrong stands in `problems`. Of several paths the first trusted one is reported, else the one with the fewest problems.
 * Revocation is not asked about here.
 * @throws SignatureError `certificate-malformed` when the certificate itself or a trust anchor cannot be read; candidates that cannot are left out
 */
export async function validatePath(options: ValidatePathOptions): Promise<PathReport> {
  const { at, purpose = 'document-signing', crypto = globalThis.crypto } = options
  const read = (one: Uint8Array | Certificate): Certificate => (one instanceof Uint8Array ? parseCertificate(one) : one)
  const leaf = read(options.certificate)
  const anchors = options.trustAnchors.map(read)
  const candidates = readableCertificates(options.intermediates)
  let best: PathReport | null = null
  for (const path of buildPaths({ leaf, candidates, anchors })) {
    const problems = await checkPath({ path, at, purpose, crypto })
    const report = { trusted: problems.length === 0, path, problems }
    if (report.trusted) return report
    if (!best || problems.length < best.problems.length) best = report
  }
  return best ?? { trusted: false, path: [leaf], problems: [{ code: 'no-path', index: 0 }] }
}

async function checkPath({ path, at, purpose, crypto }: { path: readonly Certificate[]; at: Date; purpose: PathPurpose; crypto: typeof globalThis.crypto }): Promise<PathProblem[]> {
  const problems: PathProblem[] = []
  for (const [index, certificate] of path.entries()) {
    const codes = await checkCertificate({ certificate, issuer: path[index + 1], below: path.slice(1, index), above: path.slice(index + 1), isLeaf: index === 0, at, purpose, crypto })
    problems.push(...codes.map((code) => ({ code, index })))
  }
  problems.push(...checkPolicies(path))
  return problems
}

/** A candidate that cannot be read is no candidate. */
export function readableCertificates(certificates: readonly (Uint8Array | Certificate)[]): Certificate[] {
  return certificates.flatMap((one) => (one instanceof Uint8Array ? (readable(() => parseCertificate(one)) ?? []) : one))
}
