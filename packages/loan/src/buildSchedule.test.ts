import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annualPercentageRate } from './annualPercentageRate.js'
import { buildSchedule, levelPayment, type RepaymentMethod } from './buildSchedule.js'
import { addMonths, compareDates, formatDate, parseDate } from './localDate.js'
import { parseMoney } from './money.js'
import { classificationFloor, overdueAt } from './overdue.js'
import { allocatePayment } from './allocatePayment.js'

const dates = { startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)

describe('buildSchedule', () => {
  it('level payment of 300000 at 4.25 % over 36 months', () => {
    const schedule = buildSchedule({ principal: parseMoney('300000.00'), annualRatePercent: '4.25', termMonths: 36, method: 'level-payment', ...dates })
    expect(schedule).toHaveLength(36)
    expect(schedule[0]).toMatchObject({ principal: 782_810n, interest: 106_250n, balance: 29_217_190n })
    expect(levelPayment(30_000_000n, '4.25', 36)).toBe(889_060n)
    expect(formatDate(schedule[35]!.dueDate)).toBe('2029-12-20')
  })

  it.each(['level-payment', 'equal-principal', 'interest-only', 'bullet'] as RepaymentMethod[])('%s: principals sum to the cent, the last balance is zero', (method) => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 0, max: 36_000_000 }), fc.integer({ min: 1, max: 360 }), (principal, rate, termMonths) => {
        const annualRatePercent = (rate / 1_000_000).toFixed(6)
        const schedule = buildSchedule({ principal, annualRatePercent, termMonths, method, ...dates })
        expect(sum(schedule.map((instalment) => instalment.principal))).toBe(principal)
        expect(schedule.at(-1)!.balance).toBe(0n)
        expect(schedule.every((instalment) => instalment.principal >= 0n && instalment.interest >= 0n)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('keeps the day of the first due date over shorter months', () => {
    const end = parseDate('2027-01-31')
    expect([1, 2, 3].map((months) => formatDate(addMonths(end, months)))).toEqual(['2027-02-28', '2027-03-31', '2027-04-30'])
  })

  it.each([
    [{ principal: 0n }, 'principal-invalid'],
    [{ termMonths: 0 }, 'term-invalid'],
    [{ annualRatePercent: '-1' }, 'rate-invalid'],
    [{ firstDueDate: parseDate('2026-12-20') }, 'date-invalid'],
  ])('refuses %o', (wrong, code) => {
    const options = { principal: 100n, annualRatePercent: '1', termMonths: 12, method: 'level-payment' as const, ...dates, ...wrong }
    expect(() => buildSchedule(options)).toThrow(expect.objectContaining({ code }))
  })
})

describe('annualPercentageRate', () => {
  it('of a level-payment loan without fees is its rate', () => {
    const schedule = buildSchedule({ principal: 30_000_000n, annualRatePercent: '4.25', termMonths: 36, method: 'level-payment', ...dates })
    const payments = schedule.map(({ number, principal, interest }) => ({ months: number, amount: principal + interest }))
    expect(annualPercentageRate({ paidOut: 30_000_000n, payments })).toEqual({ simplePercent: '4.25', compoundPercent: '4.33' })
  })

  it('refuses payments that do not return the loan', () => {
    expect(() => annualPercentageRate({ paidOut: 100n, payments: [{ months: 1, amount: 50n }] })).toThrow(expect.objectContaining({ code: 'cash-flow-invalid' }))
  })
})

describe('servicing', () => {
  const instalments = buildSchedule({ principal: 1_200n, annualRatePercent: '12', termMonths: 3, method: 'equal-principal', ...dates }).map((instalment) => ({ ...instalment, paidPrincipal: 0n, paidInterest: 0n }))

  it('is late from the day after the due date', () => {
    expect(overdueAt(instalments, parseDate('2027-01-20'))).toEqual({ days: 0, amount: 0n, instalments: [] })
    expect(overdueAt(instalments, parseDate('2027-01-21'))).toEqual({ days: 1, amount: 412n, instalments: [1] })
  })

  it('pays interest before principal, the oldest instalment first', () => {
    const { instalments: paid, excess } = allocatePayment(instalments, 420n)
    expect(paid.map(({ paidInterest, paidPrincipal }) => [paidInterest, paidPrincipal])).toEqual([[12n, 400n], [8n, 0n], [0n, 0n]])
    expect(excess).toBe(0n)
    expect(allocatePayment(instalments, 5_000n).excess).toBe(5_000n - 1_200n - 24n)
  })

  it('has a class for every number of days', () => {
    expect([0, 7, 8, 90, 91, 270, 271, 360, 361].map(classificationFloor)).toEqual([
      'normal', 'normal', 'special-mention', 'special-mention', 'substandard', 'substandard', 'doubtful', 'doubtful', 'loss',
    ])
  })

  it('orders days', () => {
    expect(compareDates(parseDate('2028-02-29'), parseDate('2028-03-01'))).toBe(-1)
    expect(() => parseDate('2027-02-29')).toThrow(expect.objectContaining({ code: 'date-invalid' }))
  })
})
