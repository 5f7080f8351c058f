import type { CmsProblemCode, CmsReport } from '../../../cms/verifySignedData.js'
import type { TimestampReport } from '../../../timestamp/verifyTimestampToken.js'
import type { PathReport } from '../../../x509/path/validatePath.js'
import type { RevocationFinding } from '../../material/checkRevocation.js'
import type { PlacedSignature } from '../structure/placeSignature.js'
import type { Indication, SubIndication, Warning } from './report.js'
import type { ValidatedTimestamp } from '../validateTimestamp.js'

export interface Conclusion {
  readonly indication: Indication
  readonly subIndication: SubIndication | null
}

const failed = (subIndication: SubIndication): Conclusion => ({ indication: 'TOTAL-FAILED', subIndication })
const undecided = (subIndication: SubIndication): Conclusion => ({ indication: 'INDETERMINATE', subIndication })

export interface ConcludeOptions {
  readonly placed: PlacedSignature
  readonly cms: CmsReport | null
  readonly path: PathReport | null
  /** What revocation makes of the path; null when nothing. */
  readonly revocation: SubIndication | null
  /** All warnings about this signature. */
  readonly warnings: readonly Warning[]
}

/** The verdict on a signature, from the checks in the order of EN 319 102-1 section 5.3: format, cryptography, constraints, certificate. */
export function conclude({ placed, cms, path, revocation, warnings }: ConcludeOptions): Conclusion {
  return concludeFormat(placed, warnings) ?? concludeCms(cms) ?? concludeChanges(warnings) ?? concludeConstraints(warnings) ?? concludePath(path, revocation)
}

export interface ConcludeTimestampOptions {
  readonly placed: PlacedSignature
  readonly timestamp: ValidatedTimestamp | null
  readonly warnings: readonly Warning[]
}

/** The same for a document timestamp, whose token says in one report what CMS and path say of a signature. */
export function concludeTimestamp({ placed, timestamp, warnings }: ConcludeTimestampOptions): Conclusion {
  const token = timestamp?.report ?? null
  return concludeFormat(placed, warnings) ?? concludeToken(token) ?? concludeChanges(warnings) ?? concludePath(token?.path ?? null, timestamp?.subIndication ?? null)
}

/**
 * What revocation makes of a path (EN 319 102-1 section 5.2.6 and 5.5.4), or null when it harms nothing. Data that are wanting decide only where they are `required`;
 * those that are there and say that a certificate is revoked or on hold decide always.
 */
export function concludeRevocation(findings: readonly RevocationFinding[], policy: 'required' | 'when-present'): SubIndication | null {
  const revoked = findings.findIndex(({ status }) => status === 'revoked')
  if (revoked >= 0) return revoked === 0 ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE'
  if (findings.some(({ status }) => status === 'on-hold')) return 'TRY_LATER'
  if (policy === 'when-present' || findings.every(({ sufficient }) => sufficient)) return null
  return findings.some(({ status }) => status === 'not-checked' || status === 'unknown') ? 'CERTIFICATE_CHAIN_GENERAL_FAILURE' : 'TRY_LATER'
}

const formatWarnings: ReadonlySet<Warning> = new Set(['contents-padding', 'bytes-after-end', 'sub-filter-unknown', 'unreadable-signature', 'signature-shared'])

function concludeFormat({ coverage, byteRange, cms }: PlacedSignature, warnings: readonly Warning[]): Conclusion | null {
  const sound = coverage !== 'odd' && byteRange !== null && cms !== null && !warnings.some((warning) => formatWarnings.has(warning))
  return sound ? null : failed('FORMAT_FAILURE')
}

function concludeCms(cms: CmsReport | null): Conclusion | null {
  if (!cms) return failed('FORMAT_FAILURE')
  if (cms.problems.some((code) => code.startsWith('digest-algorithm-'))) return undecided('CRYPTO_CONSTRAINTS_FAILURE')
  if (!cms.certificate) return undecided('NO_SIGNING_CERTIFICATE_FOUND')
  if (!cms.digestMatches && !cms.problems.includes('no-signed-attributes')) return failed('HASH_FAILURE')
  if (cms.problems.some((code) => code.startsWith('signature-algorithm-'))) return undecided('CRYPTO_CONSTRAINTS_FAILURE')
  return cms.signatureHolds ? null : failed('SIG_CRYPTO_FAILURE')
}

function concludeToken(token: TimestampReport | null): Conclusion | null {
  if (!token || token.problems.includes('timestamp-malformed')) return failed('FORMAT_FAILURE')
  if (token.problems.some((code) => /^(digest|signature|imprint)-algorithm-/.test(code))) return undecided('CRYPTO_CONSTRAINTS_FAILURE')
  if (token.problems.includes('imprint-mismatch') || token.problems.includes('message-digest-mismatch')) return failed('HASH_FAILURE')
  if (token.problems.includes('signer-certificate-missing')) return undecided('NO_SIGNING_CERTIFICATE_FOUND')
  if (token.problems.includes('signature-invalid')) return failed('SIG_CRYPTO_FAILURE')
  return token.problems.every((code) => code === 'path-not-trusted') ? null : undecided('SIG_CONSTRAINTS_FAILURE')
}

/** The signature itself may be sound, yet the reader sees another document than the one signed. */
function concludeChanges(warnings: readonly Warning[]): Conclusion | null {
  return warnings.includes('suspicious-change') || warnings.includes('forbidden-change') ? failed('FORMAT_FAILURE') : null
}

/** Forms of CMS that CAdES and PAdES forbid: the bytes verify, but what they bind is open. */
const constraintProblems: readonly CmsProblemCode[] = [
  'no-signed-attributes',
  'attribute-repeated',
  'attributes-not-der',
  'signing-certificate-missing',
  'signing-certificate-mismatch',
  'content-type-mismatch',
  'not-one-signer',
  'content-not-detached',
]

function concludeConstraints(warnings: readonly Warning[]): Conclusion | null {
  if (constraintProblems.some((code) => warnings.includes(`cms-${code}`))) return undecided('SIG_CONSTRAINTS_FAILURE')
  return warnings.includes('timestamp-from-the-future') ? undecided('TIMESTAMP_ORDER_FAILURE') : null
}

function concludePath(path: PathReport | null, revocation: SubIndication | null): Conclusion {
  const codes = new Set(path?.problems.map(({ code }) => code))
  if (!path || codes.has('no-path')) return undecided('NO_CERTIFICATE_CHAIN_FOUND')
  if (codes.has('signature-invalid')) return undecided('CERTIFICATE_CHAIN_GENERAL_FAILURE')
  if ([...codes].some((code) => code.startsWith('algorithm-'))) return undecided('CRYPTO_CONSTRAINTS_FAILURE')
  const timeOnly = [...codes].every((code) => code === 'expired' || code === 'not-yet-valid')
  if (codes.size > 0) return undecided(timeOnly ? 'OUT_OF_BOUNDS_NO_POE' : 'CHAIN_CONSTRAINTS_FAILURE')
  return revocation ? undecided(revocation) : { indication: 'TOTAL-PASSED', subIndication: null }
}
