import type { SignatureReport, ValidationReport } from '@loansign/signature'
import { describe, expect, it } from 'vitest'
import { changesAfter, inOrder, roleOf, signedVersionOf, verdictOf } from './verdict.js'

const signature = (change: Partial<SignatureReport> = {}): SignatureReport => ({
  field: 'borrower', kind: 'signature', indication: 'TOTAL-PASSED', subIndication: null, digestMatches: true, signatureHolds: true, coverage: 'revision', signedLength: 1000, changesSince: [], warnings: [], ...change,
} as unknown as SignatureReport)
const report = (change: Partial<ValidationReport>): ValidationReport => ({ indication: 'TOTAL-FAILED', subIndication: null, signatures: [signature()], warnings: [], ...change } as unknown as ValidationReport)
const suspicious = [{ kind: 'suspicious', object: 7, what: 'page 2' }] as const

describe('verdictOf', () => {
  it.each([
    ['valid', { indication: 'TOTAL-PASSED' }],
    ['added', { indication: 'TOTAL-PASSED', signatures: [signature(), signature({ warnings: ['form-filled'] })] }],
    ['added', { indication: 'TOTAL-PASSED', signatures: [signature({ warnings: ['annotation-added'] })] }],
    ['added', { indication: 'TOTAL-PASSED', signatures: [signature({ warnings: ['visible-field-added'] })] }],
    ['unreadable', { warnings: ['unreadable-file'], signatures: [] }],
    ['hidden', { warnings: ['signature-removed'] }],
    ['damaged', { signatures: [signature({ digestMatches: false }), signature({ changesSince: suspicious })] }],
    ['changed', { signatures: [signature({ changesSince: suspicious })] }],
    ['invalid', { subIndication: 'SIG_CRYPTO_FAILURE', signatures: [signature({ signatureHolds: false })] }],
    ['unsigned', { indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE', signatures: [] }],
    ['untrusted', { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' }],
    ['open', { indication: 'INDETERMINATE', subIndication: 'CHAIN_CONSTRAINTS_FAILURE' }],
  ] as const)('%s', (kind, change) => {
    expect(verdictOf(report(change as Partial<ValidationReport>)).kind).toBe(kind)
  })
})

it.each([
  ['none', {}],
  ['proofs', { changesSince: [{ kind: 'signature', object: 7, what: 'field' }, { kind: 'validation-data', object: 8, what: 'stream' }] }],
  ['permitted', { changesSince: [{ kind: 'signature', object: 7, what: 'field' }, { kind: 'form-filling', object: 8, what: 'field' }] }],
  ['forbidden', { changesSince: [{ kind: 'form-filling', object: 8, what: 'field' }], warnings: ['forbidden-change'] }],
  ['suspicious', { changesSince: suspicious, warnings: ['forbidden-change'] }],
] as const)('what came after a signature: %s', (what, change) => {
  expect(changesAfter(signature(change as Partial<SignatureReport>))).toBe(what)
})

describe('the signed version', () => {
  it('is the newest one whose own signature holds', () => {
    const older = signature({ changesSince: suspicious })
    const newer = signature({ signedLength: 2000, changesSince: suspicious })
    expect(signedVersionOf({ signatures: [newer, older] })).toBe(newer)
    expect(signedVersionOf({ signatures: [signature({ changesSince: suspicious, signatureHolds: false })] })).toBeNull()
    expect(inOrder([newer, older])).toEqual([older, newer])
  })
})

it('a field tells the role only when it is named after one', () => {
  expect(roleOf(signature({ field: 'guarantor-2' }))).toBe('guarantor')
  expect(roleOf(signature({ field: 'Signature1' }))).toBe('other')
  expect(roleOf(signature({ kind: 'document-timestamp', field: 'lender' }))).toBe('timestamp')
})
