import { describe, expect, it } from 'vitest'
import { orderValidator } from '../validation/validateOrder.js'
import { documentsOf } from './documentsOf.js'
import { productFolder, readProduct } from './readProduct.js'
import { sampleOrder } from './sampleOrder.fixture.js'

const fields = (name: string, change: (order: ReturnType<typeof sampleOrder>) => unknown = (order) => order): Record<string, string[]> => {
  const order = change(sampleOrder('zh-CN', name)) as ReturnType<typeof sampleOrder>
  return Object.fromEntries(documentsOf(readProduct(productFolder(name)), order).map(({ id, places }) => [id, places.map(({ field, label }) => `${field} ${label}`)]))
}

describe('who signs what', () => {
  it('the borrower and the lender sign the loan, the guarantor the guarantee, each person a consent of their own', () => {
    expect(fields('guaranteed-loan')).toEqual({
      contract: ['borrower 借款人', 'lender 贷款人（公章）'],
      guarantee: ['guarantor 保证人', 'lender 贷款人（公章）'],
      'cost-table': ['borrower 借款人'],
      'personal-information-consent-borrower': ['borrower 借款人'],
      'personal-information-consent-guarantor': ['guarantor 保证人'],
      'credit-report-consent-borrower': ['borrower 借款人'],
      'credit-report-consent-guarantor': ['guarantor 保证人'],
    })
  })

  it('every owner signs the mortgage, in a place of their own, and who owns nothing does not', () => {
    expect(fields('mortgage-loan').mortgage).toEqual(['borrower 抵押人', 'mortgagor-1 抵押人', 'mortgagor-2 抵押人', 'lender 贷款人（公章）'])
    const others = fields('mortgage-loan', (order) => ({ ...order, terms: { collateral: [(order.terms!.collateral as unknown[])[1]] } }))
    expect(others.mortgage).toEqual(['mortgagor 抵押人', 'lender 贷款人（公章）'])
  })

  it('there is no guarantee without a guarantor', () => {
    expect(Object.keys(fields('micro-enterprise', (order) => ({ ...order, parties: order.parties.slice(0, 1) })))).toEqual(['contract', 'cost-table'])
  })
})

describe('what each product asks for beyond the loan', () => {
  const pointers = (name: string, terms: unknown): string[] => {
    const order = sampleOrder('zh-CN', name)
    return orderValidator(readProduct(productFolder(name)))({ ...order, terms: { ...order.terms, ...(terms as object) } }).map(({ pointer }) => pointer)
  }

  it('a guarantee says its kind: article 686 would choose for who is silent', () => {
    expect(pointers('guaranteed-loan', { guarantee: { periodMonths: 36 } })).toEqual(['/terms/guarantee/mode'])
    expect(pointers('guaranteed-loan', { guarantee: { mode: 'some', periodMonths: 36 } })).toEqual(['/terms/guarantee/mode'])
    const expected = orderValidator(readProduct(productFolder('guaranteed-loan')))({ ...sampleOrder('zh-CN', 'guaranteed-loan'), terms: { guarantee: { periodMonths: 36 } } })[0]!.expected
    expect(expected['zh-CN']).toContain('general（一般保证）、joint（连带责任保证）')
    expect(expected.en).toContain('general (General guarantee), joint (Joint and several guarantee)')
  })

  it('owners are signers, and their shares make a whole', () => {
    const [house] = sampleOrder('zh-CN', 'mortgage-loan').terms!.collateral as [{ owners: { name: string; sharePercent: string }[] }]
    expect(pointers('mortgage-loan', { collateral: [{ ...house, owners: [{ name: '某人', sharePercent: '100' }] }] })).toEqual(['/terms/collateral/0/owners/0/name'])
    expect(pointers('mortgage-loan', { collateral: [{ ...house, owners: [house.owners[0], { ...house.owners[1], sharePercent: '49' }] }] })).toEqual(['/terms/collateral/0/owners/1/sharePercent'])
  })

  it('drawdowns stay within the line', () => {
    const [one, two] = sampleOrder('zh-CN', 'credit-line').terms!.drawdowns as [object, object]
    expect(pointers('credit-line', { drawdowns: [one, { ...two, principal: '140000.01' }] })).toEqual(['/terms/drawdowns/1/principal'])
    expect(pointers('credit-line', { drawdowns: [one, { ...two, principal: '140000.00' }] })).toEqual([])
  })

  it('a rate is what its pricing says', () => {
    const pricing = sampleOrder('zh-CN', 'micro-enterprise').terms!.pricing as object
    expect(pointers('micro-enterprise', { pricing: { ...pricing, marginBasisPoints: 90 } })).toEqual(['/loan/annualRatePercent'])
  })
})
