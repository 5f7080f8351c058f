import type { CmsReport } from '../../cms/verifySignedData.js'
import type { PathReport } from '../../x509/validatePath.js'
import type { Indication, SubIndication, Warning } from './report.js'
import type { PlacedSignature } from './verifyFieldSignature.js'

export interface Conclusion {
  readonly indication: Indication
  readonly subIndication: SubIndication | null
}

export interface ConcludeOptions {
  readonly placed: PlacedSignature
  readonly cms: CmsReport | null
  readonly path: PathReport | null
  readonly warnings: readonly Warning[]
}

const failed = (subIndication: SubIndication): Conclusion => ({ indication: 'TOTAL-FAILED', subIndication })
const undecided = (subIndication: SubIndication): Conclusion => ({ indication: 'INDETERMINATE', subIndication })

/** Forms of CMS that PAdES forbids: the bytes may verify, but what they mean is open. */
const constraintProblems: ReadonlySet<string> = new Set([
  'cms-no-signed-attributes',
  'cms-attribute-repeated',
  'cms-attributes-not-der',
  'cms-signing-certificate-missing',
  'cms-signing-certificate-mismatch',
  'cms-content-type-mismatch',
  'cms-not-one-signer',
  'cms-content-not-detached',
])

/** The verdict on one signature, from the checks in the order of EN 319 102-1 section 5.3: format, cryptography, constraints, certificate. */
export function conclude({ placed, cms, path, warnings }: ConcludeOptions): Conclusion {
  if (placed.coverage === 'odd' || placed.byteRange === null || !cms) return failed('FORMAT_FAILURE')
  if (warnings.some((warning) => ['contents-padding', 'bytes-after-end', 'sub-filter-unknown'].includes(warning))) return failed('FORMAT_FAILURE')
  if (cms.problems.some((code) => code === 'digest-algorithm-unknown' || code === 'signature-algorithm-unknown')) return undecided('CRYPTO_CONSTRAINTS_FAILURE')
  if (!cms.certificate) return undecided('NO_SIGNING_CERTIFICATE_FOUND')
  if (!cms.digestMatches) return failed('HASH_FAILURE')
  if (!cms.problems.includes('no-signed-attributes') && !cms.signatureHolds) return failed('SIG_CRYPTO_FAILURE')
  // The signature itself may be sound, yet the reader sees another document than the one signed.
  if (placed.changesSince.some(({ kind }) => kind === 'suspicious')) return failed('FORMAT_FAILURE')
  if (warnings.some((warning) => constraintProblems.has(warning))) return undecided('SIG_CONSTRAINTS_FAILURE')
  return concludePath(path)
}

export function concludePath(path: PathReport | null): Conclusion {
  const codes = new Set(path?.problems.map(({ code }) => code))
  if (!path || codes.has('no-path')) return undecided('NO_CERTIFICATE_CHAIN_FOUND')
  if (codes.has('signature-invalid')) return undecided('CERTIFICATE_CHAIN_GENERAL_FAILURE')
  if (codes.has('algorithm-unknown')) return undecided('CRYPTO_CONSTRAINTS_FAILURE')
  const timeOnly = [...codes].every((code) => code === 'expired' || code === 'not-yet-valid')
  if (codes.size > 0) return undecided(timeOnly ? 'OUT_OF_BOUNDS_NO_POE' : 'CHAIN_CONSTRAINTS_FAILURE')
  return { indication: 'TOTAL-PASSED', subIndication: null }
}
