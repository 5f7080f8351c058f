import { expect, it } from 'vitest'
import { sampleOrder } from '../products/sampleOrder.fixture.js'
import { checkRules, type ContractRule } from './checkRules.js'

const order = sampleOrder('zh-CN')
const check = (rule: ContractRule, change: Partial<typeof order> = {}): string[] => checkRules([rule], { ...order, ...change }).map(({ pointer }) => pointer)
const drawdowns = [{ principal: '200000.00', startDate: '2027-01-01', firstDueDate: '2027-02-01' }, { principal: '150000.00', startDate: '2027-03-01', firstDueDate: '2027-03-01' }]

it('different-people', () => {
  const [one] = order.parties
  expect(check({ rule: 'different-people' }, { parties: [one!, { ...one!, role: 'guarantor' }] })).toEqual(['/parties/1/idNumber'])
  expect(check({ rule: 'different-people' }, { parties: [one!, { ...one!, idNumber: 'another' }] })).toEqual([])
})

it('later, member by member of a list', () => {
  const rule: ContractRule = { rule: 'later', date: '/terms/drawdowns/*/firstDueDate', than: '/terms/drawdowns/*/startDate' }
  expect(check(rule, { terms: { drawdowns } })).toEqual(['/terms/drawdowns/1/firstDueDate'])
  expect(check(rule, { terms: { drawdowns: drawdowns.slice(0, 1) } })).toEqual([])
})

it('within, first and last day included, member by member', () => {
  const rule: ContractRule = { rule: 'within', date: '/terms/drawdowns/*/startDate', from: '/loan/startDate', until: '/terms/availableUntil' }
  const on = (startDate: string): string[] => check(rule, { terms: { availableUntil: '2028-12-19', drawdowns: [{ startDate: '2027-01-01' }, { startDate }] } })
  const first = order.loan.startDate
  expect([first, '2028-12-19'].flatMap(on)).toEqual([])
  expect(['2020-01-01', '2028-12-20'].flatMap(on)).toEqual(['/terms/drawdowns/1/startDate', '/terms/drawdowns/1/startDate'])
})

it('months-at-most, member by member', () => {
  const rule: ContractRule = { rule: 'months-at-most', of: '/terms/drawdowns/*/termMonths', most: '/loan/termMonths' }
  const { termMonths } = order.loan
  expect(check(rule, { terms: { drawdowns: [{ termMonths }, { termMonths: termMonths + 1 }] } })).toEqual(['/terms/drawdowns/1/termMonths'])
})

it('term-at-most, for some methods or all', () => {
  expect(check({ rule: 'term-at-most', months: 12 })).toEqual(['/loan/termMonths'])
  expect(check({ rule: 'term-at-most', months: 36 })).toEqual([])
  expect(check({ rule: 'term-at-most', months: 12, methods: ['bullet'] })).toEqual([])
})

it('sum-at-most, to the cent', () => {
  const rule: ContractRule = { rule: 'sum-at-most', of: '/terms/drawdowns/*/principal', most: '/loan/principal' }
  expect(check(rule, { terms: { drawdowns } })).toEqual(['/terms/drawdowns/1/principal'])
  expect(check(rule, { terms: { drawdowns: [drawdowns[0], { ...drawdowns[1], principal: '100000.00' }] } })).toEqual([])
  expect(check(rule, { terms: { drawdowns: [drawdowns[0], { ...drawdowns[1], principal: '100000.01' }] } })).toEqual(['/terms/drawdowns/1/principal'])
})

it('sum-is', () => {
  const rule: ContractRule = { rule: 'sum-is', of: '/terms/owners/*/share', is: '100.00' }
  expect(check(rule, { terms: { owners: [{ share: '50' }, { share: '49.99' }] } })).toEqual(['/terms/owners/1/share'])
  expect(check(rule, { terms: { owners: [{ share: '50' }, { share: '50' }] } })).toEqual([])
})

it('names-party', () => {
  const rule: ContractRule = { rule: 'names-party', of: '/terms/owners/*/name', roles: ['borrower'] }
  expect(check(rule, { terms: { owners: [{ name: order.parties[0]!.name }, { name: '别人' }] } })).toEqual(['/terms/owners/1/name'])
})

it('a rule nobody knows is the product’s fault', () => {
  expect(() => checkRules([{ rule: 'perhaps' } as unknown as ContractRule], order)).toThrow(TypeError)
})

it('sum-is, for each of several lists', () => {
  const collateral = [{ owners: [{ share: '50' }, { share: '50' }] }, { owners: [{ share: '40' }] }]
  const rule: ContractRule = { rule: 'sum-is', of: '/terms/collateral/*/owners/*/share', is: '100.00', each: '/terms/collateral/*' }
  expect(check(rule, { terms: { collateral } })).toEqual(['/terms/collateral/1/owners/0/share'])
})

it('rate-is-reference-plus-margin', () => {
  const rule: ContractRule = { rule: 'rate-is-reference-plus-margin' }
  expect(check(rule, { terms: { pricing: { referencePercent: '3.00', marginBasisPoints: 125 } } })).toEqual([])
  expect(check(rule, { terms: { pricing: { referencePercent: '3.00', marginBasisPoints: 126 } } })).toEqual(['/loan/annualRatePercent'])
})
