import { describe, expect, it } from 'vitest'
import { readPdf } from '../../../pdf/readPdf.js'
import { contractFixture } from '../../contract.fixture.js'
import { breaksPermissions } from './permissions.js'

const signing = [{ kind: 'signature', object: 12, what: 'annotation' }] as const
const validation = [{ kind: 'validation-data', object: 50, what: 'object' }] as const

/** Whether a signature with this reference forbids that the field "lender", object 12, is signed later. */
function forbids(reference: string, changes: Parameters<typeof breaksPermissions>[2] = signing): boolean {
  const pdf = readPdf(contractFixture({ straddleSeal: true, objects: [`<</Type/Sig/Reference[${reference}]>>`] }))
  return breaksPermissions(pdf, pdf.dictionary(pdf.object(20))!, changes)
}
const docMdp = (level: number): string => `<</TransformMethod/DocMDP/TransformParams<</P ${level}>>>>`
const fieldMdp = (parameters: string): string => `<</TransformMethod/FieldMDP/TransformParams<<${parameters}>>>>`

describe('breaksPermissions', () => {
  it.each([
    [docMdp(1), true],
    [docMdp(2), false],
    [docMdp(3), false],
    [fieldMdp('/Action/All'), true],
    [fieldMdp('/Action/Include/Fields[(lender)]'), true],
    [fieldMdp('/Action/Include/Fields[(borrower)]'), false],
    [fieldMdp('/Action/Exclude/Fields[(lender)]'), false],
    [fieldMdp('/Action/Exclude/Fields[(borrower)]'), true],
    [`${docMdp(2)}${fieldMdp('/Action/All')}`, true],
    [`${docMdp(1)}${docMdp(3)}`, true],
    [`${docMdp(3)}${docMdp(1)}`, true],
    ['null', false],
  ])('%s: %s', (reference, expected) => {
    expect(forbids(reference)).toBe(expected)
  })

  it('forbids to seal what a signature locked', () => {
    const sealed = [{ kind: 'straddle-seal', object: 14, what: 'annotation' }] as const
    expect(forbids(fieldMdp('/Action/Include/Fields[(straddle-seal-1)]'), sealed)).toBe(true)
    expect(forbids(fieldMdp('/Action/Include/Fields[(straddle-seal-2)]'), sealed)).toBe(false)
  })

  it('never forbids validation data', () => {
    expect(forbids(docMdp(1), validation)).toBe(false)
  })
})
