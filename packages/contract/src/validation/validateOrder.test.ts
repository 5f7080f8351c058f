import { describe, expect, it } from 'vitest'
import { productFolder, readProduct, type ProductDefinition } from '../products/readProduct.js'
import { sampleOrder } from '../products/sampleOrder.fixture.js'
import { expectedAt, orderValidator } from './validateOrder.js'

const product = readProduct(productFolder('personal-loan'))
const validate = orderValidator(product)
const order = sampleOrder('zh-CN')
const pointers = (wrong: unknown, by = validate): string[] => by(wrong as typeof order).map(({ pointer }) => pointer)

describe('fields', () => {
  it('are all there in the sample', () => expect(validate(order)).toEqual([]))

  it('of article 668 of the Civil Code are each asked for when they are missing', () => {
    for (const field of ['kind', 'currency', 'purpose', 'principal', 'annualRatePercent', 'termMonths', 'repaymentMethod']) {
      const loan = Object.fromEntries(Object.entries(order.loan).filter(([key]) => key !== field))
      expect(pointers({ ...order, loan })).toEqual([`/loan/${field}`])
    }
  })

  it.each([
    ['principal', '300,000.00'], ['principal', '0.00'], ['principal', 300000], ['annualRatePercent', '4,25'], ['annualRatePercent', '104'], ['termMonths', 0], ['termMonths', 12.5],
    ['repaymentMethod', 'balloon'], ['startDate', '2026-02-30'], ['currency', 'XYZ'], ['purpose', ''], ['purpose', '扩建\u202e温室'], ['kind', 'x'.repeat(65)], ['nothing', 'known'],
  ])('that are wrong are named once, with what was expected in both languages: %s %j', (field, value) => {
    const [found, ...more] = validate({ ...order, loan: { ...order.loan, [field]: value } })
    expect(more).toEqual([])
    expect(found!.pointer).toBe(`/loan/${field}`)
    expect(found!.expected['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
    expect(found!.expected.en).toMatch(/^[\x20-\x7e]+$/)
  })

  it('say what they are and what they take', () => {
    expect(expectedAt(product.schema, '/loan/principal')).toEqual({ 'zh-CN': '借款金额：大于零的金额，两位小数，如 300000.00', en: 'amount of the loan: an amount above zero with two decimals, like 300000.00' })
    expect(expectedAt(product.schema, '/loan/repaymentMethod').en).toContain('level-payment (Level payments)')
  })

  it('have titles in both languages, in every product', () => {
    const untitled = (schema: ProductDefinition['schema'], at: string): string[] =>
      Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
        const { 'zh-CN': zh, en } = expectedAt(product.schema, `${at}/${key}`)
        return [...(zh && en ? [] : [`${at}/${key}`]), ...untitled(member.$ref ? (product.schema.$defs![member.$ref.slice(8)] ?? {}) : member, `${at}/${key}`)]
      })
    expect(untitled(product.schema, '').filter((pointer) => pointer !== '/contract')).toEqual([])
  })
})

describe('parties', () => {
  it('have roles the product knows', () => {
    const stranger = { ...order.parties[0]!, role: 'witness', idNumber: '1' }
    expect(pointers({ ...order, parties: [...order.parties, stranger] })).toEqual(['/parties/1/role'])
  })

  it('are as many as the product wants', () => {
    expect(validate({ ...order, parties: [order.parties[0]!, { ...order.parties[0]!, idNumber: '1' }] })).toEqual([{ pointer: '/parties', expected: { 'zh-CN': '借款人：1 位', en: 'borrower: 1' } }])
  })
})

it('checks what is about several fields', () => {
  expect(pointers({ ...order, loan: { ...order.loan, firstDueDate: order.loan.startDate } })).toEqual(['/loan/firstDueDate'])
})
