import { creditLine, farmerCredit, guaranteedLoan, microEnterprise, mortgageLoan, personalLoan, type ContractProduct } from '@loansign/contract'
import { describe, expect, it } from 'vitest'
import type { Context } from '../context.js'
import { checkApplication, type ApplicationData } from './checkApplication.js'

const engine = { compile: () => Promise.reject(new Error('nothing is made')), close: async () => undefined }
const products = [personalLoan, farmerCredit, microEnterprise, guaranteedLoan, mortgageLoan, creditLine].map((product) => product({ engine }))
const context = { products, lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' } } as unknown as Context

function sampleOf({ product, definition }: ContractProduct): ApplicationData {
  const { loan, parties, terms } = definition.samples['zh-CN']!
  return { product, language: 'zh-CN', loan, parties, terms } as ApplicationData
}
const sample = (name: string): ApplicationData => sampleOf(products.find(({ product }) => product === name)!)

/** The fields an application is refused for; empty when it is not. */
function refused(application: unknown): { pointer: string; expected: { 'zh-CN': string; en: string } }[] {
  try {
    checkApplication(context, application as ApplicationData)
    return []
  } catch (error) {
    expect((error as { code: string }).code).toBe('contract-data-invalid')
    return (error as { details: { fields: [] } }).details.fields
  }
}
const pointers = (application: unknown): string[] => refused(application).map(({ pointer }) => pointer)

describe('an application', () => {
  it.each(products.map((product) => [product.product, product] as const))('of %s passes as its sample is', (_, product) => {
    expect(refused(sampleOf(product))).toEqual([])
  })

  it('of a product that is not offered is refused, with those that are', () => {
    expect(refused({ ...sample('personal-loan'), product: 'pawn' })).toMatchObject([{ pointer: '/product', expected: { en: expect.stringContaining('mortgage-loan') as string } }])
  })

  it('without the terms of its product, or with wrong ones, names each place in both languages', () => {
    expect(pointers({ ...sample('guaranteed-loan'), terms: undefined })).toEqual(['/terms'])
    const [wrong, ...more] = refused({ ...sample('guaranteed-loan'), terms: { guarantee: { mode: 'some', periodMonths: 36 } } })
    expect([wrong!.pointer, more]).toEqual(['/terms/guarantee/mode', []])
    expect(wrong!.expected['zh-CN']).toMatch(/保证方式.*joint（连带责任保证）/)
    expect(wrong!.expected.en).toMatch(/joint \(Joint and several guarantee\)/)
    const mortgage = structuredClone(sample('mortgage-loan')) as unknown as { terms: { collateral: { owners: { sharePercent: string }[] }[] } }
    mortgage.terms.collateral[0]!.owners[1]!.sharePercent = '40'
    expect(pointers(mortgage)).toEqual(['/terms/collateral/0/owners/1/sharePercent'])
    expect(pointers({ ...sample('personal-loan'), terms: { surprise: 1 } })).toEqual(['/terms'])
  })

  it('has a telephone number for everybody, and nobody has another’s, however it is written', () => {
    const { parties, ...rest } = sample('mortgage-loan')
    const [borrower, first, second] = parties
    expect(pointers({ ...rest, parties: [borrower, { ...first, phone: undefined }, second] })).toEqual(['/parties/1/phone'])
    expect(pointers({ ...rest, parties: [borrower, first, { ...second, phone: '138-00000187' }] })).toEqual(['/parties/2/phone'])
  })

  it('lists signers only, of the roles and in the numbers of its product', () => {
    const { parties, ...rest } = sample('guaranteed-loan')
    const [borrower, guarantor] = parties
    expect(pointers({ ...rest, parties: [...parties, { ...guarantor, role: 'lender' }] })).toEqual(['/parties/2/role'])
    expect(pointers({ ...rest, parties: [borrower] })).toEqual(['/parties'])
    expect(pointers({ ...rest, parties: [borrower, { ...guarantor, role: 'mortgagor' }] })).toContain('/parties/1/role')
  })

  it('speaks a language of its product', () => expect(pointers({ ...sample('mortgage-loan'), language: 'en' })).toEqual(['/language']))
})
