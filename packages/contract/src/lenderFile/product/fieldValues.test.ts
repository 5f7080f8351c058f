import { describe, expect, it } from 'vitest'
import { contractData } from '../../data/contractData.js'
import { documentsOf } from '../../products/documentsOf.js'
import { productFolder, readProduct } from '../../products/readProduct.js'
import { sampleOrder } from '../../products/sampleOrder.fixture.js'
import { fieldValues } from './fieldValues.js'
import type { FieldSource, LenderFileMap } from './lenderFileMap.js'
import { requiredTexts } from './requiredTexts.js'

const contractOf = (language: 'zh-CN' | 'en') => {
  const product = readProduct(productFolder('guaranteed-loan'))
  const order = sampleOrder(language, 'guaranteed-loan')
  const [{ rule, id, places }] = documentsOf(product, order) as [ReturnType<typeof documentsOf>[number]]
  return contractData({ product, rule, document: id, order, places })
}
const contract = contractOf('zh-CN')
const value = (source: FieldSource): unknown => {
  const { fields, data } = fieldValues({ fields: { 'a/b': source }, places: {} }, contract)
  return fields['a/b'] === null ? null : [fields['a/b'], data.form['a/b']]
}

describe('the value of a field', () => {
  it.each([
    ['as templates draw it', '/loan/principal', '¥150,000.00'],
    ['in capitals', '/loan/principal/capitals', '人民币壹拾伍万元整'],
    ['of the data', '/keyFacts/annualRate', `${contract.loan.annualRatePercent}%`],
    ['as the order has it', { value: '/loan/annualRatePercent', as: 'plain' }, contract.loan.annualRatePercent],
    ['without its currency', { value: '/loan/principal', as: 'amount' }, '150,000.00'],
    ['of a date’s year', { value: '/loan/startDate', as: 'year' }, '2026'],
    ['of a date’s month', { value: '/loan/firstDueDate', as: 'month' }, String(Number(contract.loan.firstDueDate.slice(5, 7)))],
    ['of a tick that is on', { value: '/terms/guarantee/mode', is: 'joint' }, true],
    ['of a tick that is off', { value: '/terms/guarantee/mode', is: 'general' }, false],
    ['that a group calls otherwise', { value: '/terms/guarantee/mode', choose: { joint: '1', general: '2' } }, '1'],
  ] as const)('%s', (_what, source, expected) => {
    expect(value(source)).toEqual(['/form/a~1b', expected])
  })

  it('stays empty where it is to, and is wanted elsewhere', () => {
    expect(value(null)).toBe(null)
    expect(value({ value: '/parties/7/name', optional: true })).toBe(null)
    expect(value('/parties/7/name')).toEqual(['/form/a~1b', undefined])
  })

  it.each([
    ['a year of an amount', { value: '/loan/principal', as: 'year' }],
    ['an amount of a date', { value: '/loan/startDate', as: 'amount' }],
    ['an option for no such value', { value: '/terms/guarantee/mode', choose: { general: '2' } }],
  ] as const)('that cannot be had is told by the order’s pointer: %s', (_what, source) => {
    expect(() => value(source)).toThrow(expect.objectContaining({ code: 'contract-data-invalid', details: { fields: [expect.objectContaining({ pointer: source.value, code: 'value-wrong' })] } }) as Error)
  })
})

describe('what has to be read', () => {
  const map: LenderFileMap = { places: {} }
  const wanted = (data: typeof contract, one: LenderFileMap = map): Record<string, readonly string[]> => Object.fromEntries(requiredTexts(one, data).map(({ pointer, texts }) => [pointer, texts]))

  it('is what article 668 of the Civil Code names, and who, in either language', () => {
    const law = ['/loan/kind', '/loan/currency', '/loan/principal', '/loan/purpose', '/loan/annualRatePercent', '/loan/termMonths', '/loan/repaymentMethod']
    const people = ['/contract/number', '/lender/name', '/parties/0/name', '/parties/1/name']
    for (const language of ['zh-CN', 'en'] as const) expect(Object.keys(wanted(contractOf(language)))).toEqual([...people, ...law])
    expect(wanted(contractOf('en'))).toMatchObject({ '/loan/currency': expect.arrayContaining(['USD', '$']) as unknown, '/loan/repaymentMethod': ['Level payments'], '/loan/termMonths': expect.arrayContaining([expect.stringMatching(/^\d+ months$/)]) as unknown })
  })

  it('is said by a tick as well, and by what was filled in', () => {
    const ticked = wanted(contract, { places: {}, fields: { level: { value: '/loan/repaymentMethod', is: 'level-payment' }, apr: '/keyFacts/apr' } })
    expect(ticked).not.toHaveProperty(['/loan/repaymentMethod'])
    expect(ticked['/keyFacts/apr']).toEqual([contract.keyFacts.apr])
  })
})
