import { oids } from '../../der/oids.js'
import { SignatureError } from '../../errors.js'

/** Digests for which anybody can make collisions: known by name, so that a report can say so, and never accepted (ETSI TS 119 312). */
export type BrokenDigest = 'SHA-1' | 'MD5'

/** What a report says of an algorithm that `resolveAlgorithm` refuses; in CMS with `digest-` or `signature-` before. */
export type AlgorithmProblem = 'algorithm-unknown' | 'algorithm-sha1' | 'algorithm-md5'

/** Digests, and signatures whose identifier names the digest (RFC 3279 section 2.2, RFC 5758 section 3.2; the two below 1.3.14 are OIW's). */
const byOid: Readonly<Record<string, BrokenDigest>> = {
  [oids.sha1]: 'SHA-1',
  '1.2.840.113549.1.1.5': 'SHA-1',
  '1.3.14.3.2.29': 'SHA-1',
  '1.2.840.10045.4.1': 'SHA-1',
  '1.2.840.10040.4.3': 'SHA-1',
  [oids.md5]: 'MD5',
  '1.2.840.113549.1.1.4': 'MD5',
  '1.3.14.3.2.3': 'MD5',
}

/** The broken digest an algorithm rests on; undefined for all others, known or not. */
export function brokenDigest(oid: string): BrokenDigest | undefined {
  return byOid[oid]
}

const problems = { 'SHA-1': 'algorithm-sha1', MD5: 'algorithm-md5' } as const

/** The problem with a digest algorithm that is not in the registry. */
export function digestProblem(oid: string): AlgorithmProblem {
  const broken = brokenDigest(oid)
  return broken ? problems[broken] : 'algorithm-unknown'
}

/** What a refusal of `resolveAlgorithm` comes to in a report. Throws on whatever is no SignatureError. */
export function algorithmProblem(error: unknown): AlgorithmProblem {
  if (!(error instanceof SignatureError)) throw error
  return error.code === 'algorithm-broken' ? problems[error.details.digest as BrokenDigest] : 'algorithm-unknown'
}
