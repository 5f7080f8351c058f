import type { ChangeKind, SignatureReport, ValidationReport, Warning } from '@loansign/signature'

export type VerdictKind = 'valid' | 'added' | 'changed' | 'damaged' | 'unreadable' | 'hidden' | 'invalid' | 'unsigned' | 'untrusted' | 'noTime' | 'open'

/** Which words a report gets. The indication decides; the kind only says why. */
export function verdictOf(report: ValidationReport): { readonly state: 'passed' | 'failed' | 'open'; readonly kind: VerdictKind } {
  if (report.indication === 'TOTAL-PASSED') return { state: 'passed', kind: report.signatures.some(hasAdditions) ? 'added' : 'valid' }
  if (report.indication === 'TOTAL-FAILED') return { state: 'failed', kind: failureOf(report) }
  const kinds: Partial<Record<string, VerdictKind>> = { NO_SIGNATURE: 'unsigned', NO_CERTIFICATE_CHAIN_FOUND: 'untrusted', OUT_OF_BOUNDS_NO_POE: 'noTime' }
  return { state: 'open', kind: kinds[report.subIndication ?? ''] ?? 'open' }
}

/** What a signature permits and yet may cover what was signed: nobody may say then that nothing changed. */
const additions: readonly Warning[] = ['visible-field-added', 'form-filled', 'annotation-added']
export const hasAdditions = ({ warnings }: Pick<SignatureReport, 'warnings'>): boolean => warnings.some((warning) => additions.includes(warning))

const proofs: readonly ChangeKind[] = ['signature', 'signature-field', 'document-timestamp', 'straddle-seal', 'validation-data']

/** What came after a signature: nothing, `proofs` and signatures alone, other things that are `permitted`, what is `forbidden`, or what nobody accounts for. */
export function changesAfter({ changesSince, warnings }: Pick<SignatureReport, 'changesSince' | 'warnings'>): 'none' | 'proofs' | 'permitted' | 'forbidden' | 'suspicious' {
  if (changesSince.some(({ kind }) => kind === 'suspicious')) return 'suspicious'
  if (warnings.includes('forbidden-change')) return 'forbidden'
  if (changesSince.length === 0) return 'none'
  return changesSince.every(({ kind }) => proofs.includes(kind)) ? 'proofs' : 'permitted'
}

function failureOf({ warnings, signatures }: ValidationReport): VerdictKind {
  if (warnings.includes('unreadable-file')) return 'unreadable'
  if (warnings.includes('signature-removed') || warnings.includes('signature-not-shown')) return 'hidden'
  if (signatures.some(({ digestMatches }) => !digestMatches)) return 'damaged'
  return signedVersionOf({ signatures }) ? 'changed' : 'invalid'
}

/** The newest version whose signature holds although the file as it is now does not: what can be taken out and compared. Null when there is none. */
export function signedVersionOf({ signatures }: Pick<ValidationReport, 'signatures'>): SignatureReport | null {
  return signatures.filter(isGenuine).sort((a, b) => b.signedLength - a.signedLength)[0] ?? null
}

/** Whether a signature holds over what it covers, and only what came later fails it. */
export function isGenuine({ digestMatches, signatureHolds, coverage, changesSince, warnings }: SignatureReport): boolean {
  const changedLater = changesSince.some(({ kind }) => kind === 'suspicious') || warnings.includes('forbidden-change')
  return changedLater && digestMatches && signatureHolds && coverage !== 'odd'
}

/** `passed`, `failed` or `open`, for one signature. */
export function stateOf({ indication }: Pick<SignatureReport, 'indication'>): 'passed' | 'failed' | 'open' {
  return indication === 'TOTAL-PASSED' ? 'passed' : indication === 'TOTAL-FAILED' ? 'failed' : 'open'
}

export type Role = 'borrower' | 'co-borrower' | 'guarantor' | 'mortgagor' | 'lender' | 'timestamp' | 'other'

/** The role a field is made for. Fields of our contracts are named after it; others keep their own name. */
export function roleOf({ kind, field }: Pick<SignatureReport, 'kind' | 'field'>): Role {
  if (kind === 'document-timestamp') return 'timestamp'
  const match = /^(borrower|co-borrower|guarantor|mortgagor|lender)(-\d+)?$/.exec(field)
  return (match?.[1] as Role | undefined) ?? 'other'
}

/** Earliest first, by the length of what they cover. */
export function inOrder(signatures: readonly SignatureReport[]): SignatureReport[] {
  return [...signatures].sort((a, b) => a.signedLength - b.signedLength)
}
