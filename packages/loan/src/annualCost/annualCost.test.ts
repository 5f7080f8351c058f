import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, parseDate } from '../calendar/localDate.js'
import { buildSchedule } from '../schedule/buildSchedule.js'
import type { Terms } from '../schedule/terms.js'
import { annualPercentageRate, chinaAnnualRate } from './annualPercentageRate.js'
import { scheduleFlows, type DatedFlow } from './cashFlows.js'
import { europeanAnnualRate, europeanInterval, type StandardPeriod } from './europeanAnnualRate.js'

const on = (date: string, amount: number): DatedFlow => ({ date: parseDate(date), amount: BigInt(Math.round(amount * 100)) })
const loan: Terms = { principal: 30_000_000n, annualRatePercent: '4.25', termMonths: 36, method: 'level-payment', startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }

describe('annualPercentageRate and chinaAnnualRate', () => {
  it('of a level-payment loan without fees are its rate', () => {
    const schedule = buildSchedule(loan)
    const expected = { simplePercent: '4.25', compoundPercent: '4.33' }
    expect(annualPercentageRate({ paidOut: loan.principal, payments: schedule.map(({ number, principal, interest }) => ({ months: number, amount: principal + interest })) })).toEqual(expected)
    expect(chinaAnnualRate(scheduleFlows(loan, schedule))).toEqual(expected)
  })

  it('12.80 % simple is 13.58 % compound', () => {
    // The pair the notice's own example ends with, as quoted in the press. Its loan could not be read from a source, so that only the relation is tested: 12.80 % of interest a year, paid monthly.
    const interestOnly: Terms = { ...loan, annualRatePercent: '12.80', method: 'interest-only', principal: 30_000_000n, termMonths: 12 }
    expect(chinaAnnualRate(scheduleFlows(interestOnly, buildSchedule(interestOnly)))).toEqual({ simplePercent: '12.80', compoundPercent: '13.58' })
  })

  it('count odd days as thirtieths of a month', () => {
    // A month and fifteen days at 1 % a month: 1.01^1.5.
    const payments = [{ date: parseDate('2027-02-16'), amount: BigInt(Math.round(1e11 * 1.01 ** 1.5)) }]
    expect(chinaAnnualRate({ advances: [{ date: parseDate('2027-01-01'), amount: 10n ** 11n }], payments }).simplePercent).toBe('12.00')
  })

  it('count fees: what is financed is never handed out, what is paid at the start comes back at once', () => {
    // 12000 over a year without interest, with 840 of fees in twelve parts of 70: 1070 a month on 12000. The rate printed is where the worth of an annuity crosses 12000.
    const instalment: Terms = { ...loan, principal: 1_200_000n, annualRatePercent: '0', method: 'equal-principal', termMonths: 12, fees: [{ name: '分期手续费', amount: 7_000n, charged: 'each-instalment' }] }
    const rate = Number(chinaAnnualRate(scheduleFlows(instalment, buildSchedule(instalment))).simplePercent)
    const worth = (monthly: number): number => 1070 * ((1 - (1 + monthly) ** -12) / monthly) - 12_000
    expect(worth((rate - 0.005) / 1200)).toBeGreaterThan(0)
    expect(worth((rate + 0.005) / 1200)).toBeLessThan(0)
    const financed: Terms = { ...loan, fees: [{ name: '评估费', amount: 300_000n, charged: 'financed' }] }
    const atStart: Terms = { ...loan, fees: [{ name: '评估费', amount: 300_000n, charged: 'at-start' }] }
    expect(Number(chinaAnnualRate(scheduleFlows(financed, buildSchedule(financed))).simplePercent)).toBeGreaterThan(4.85)
    expect(Number(chinaAnnualRate(scheduleFlows(atStart, buildSchedule(atStart))).simplePercent)).toBeGreaterThan(4.85)
  })

  it('a tie is rounded up, whatever floating point makes of it', () => {
    // A single payment after a year: (1 + i)^12 is exact. 12.805 % goes up, a hair less goes down.
    expect(annualPercentageRate({ paidOut: 100_000_00n, payments: [{ months: 12, amount: 112_805_00n }] }).compoundPercent).toBe('12.81')
    expect(annualPercentageRate({ paidOut: 10n ** 15n, payments: [{ months: 12, amount: 1_128_050_000_000_000n }] }).compoundPercent).toBe('12.81')
    expect(annualPercentageRate({ paidOut: 10n ** 15n, payments: [{ months: 12, amount: 1_128_049_999_999_999n }] }).compoundPercent).toBe('12.80')
    // One month: 1.0100375 is 12.045 % simple.
    expect(annualPercentageRate({ paidOut: 10n ** 7n, payments: [{ months: 1, amount: 10_100_375n }] }).simplePercent).toBe('12.05')
  })

  it('put into the equation with directed bounds, hold for any loan', () => {
    fc.assert(
      fc.property(fc.bigInt(10_000n, 10n ** 10n), fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.bigInt(1n, 10n ** 9n)), { minLength: 1, maxLength: 40 }), (paidOut, drawn) => {
        const payments = drawn.map(([months, amount]) => ({ months, amount }))
        fc.pre(payments.reduce((sum, { amount }) => sum + amount, 0n) > paidOut && payments.reduce((sum, { months, amount }) => sum + (months === 0 ? amount : 0n), 0n) < paidOut)
        let simplePercent
        try {
          ;({ simplePercent } = annualPercentageRate({ paidOut, payments }))
        } catch {
          return // more than a billionfold a month
        }
        const worth = (percent: number): number => payments.reduce((sum, { months, amount }) => sum + Number(amount) * (1 + percent / 1200) ** -months, -Number(paidOut))
        const slack = 1e-9 * Number(paidOut)
        expect(worth(Number(simplePercent) - 0.00500001)).toBeGreaterThan(-slack)
        expect(worth(Number(simplePercent) + 0.00500001)).toBeLessThan(slack)
      }),
    )
  })

  it.each([
    [{ paidOut: 100n, payments: [{ months: 1, amount: 50n }] }, 'payments'],
    [{ paidOut: 0n, payments: [{ months: 1, amount: 50n }] }, 'paidOut'],
    [{ paidOut: 10n, payments: [{ months: -1, amount: 50n }] }, 'payments/0'],
    [{ paidOut: 10n, payments: [{ months: Number.NaN, amount: 50n }] }, 'payments/0'],
  ])('refuse %o', (flows, field) => {
    expect(() => annualPercentageRate(flows)).toThrow(expect.objectContaining({ code: 'cash-flow-invalid', details: { field } }))
  })
})

describe('europeanAnnualRate', () => {
  const twelve = { advances: [on('1994-01-01', 1000)], payments: [on('1995-07-01', 1200)] }
  const fee = { advances: [on('1994-01-01', 950)], payments: [on('1995-07-01', 1200)] }
  const two = { advances: [on('1994-01-01', 1000)], payments: [on('1995-01-01', 600), on('1996-01-01', 600)] }
  const three = { advances: [on('1994-01-01', 1000)], payments: [on('1994-04-01', 272), on('1994-07-01', 272), on('1995-01-01', 544)] }

  // 2008/48/EC and 2023/2225 print no examples. These are those of Directive 98/7/EC, Annex II (the new Annex III of 87/102/EEC), on the same equation, OJ L 101, 1.4.1998, pages 20 and 21.
  // The first is in the Commission's proposal COM(1996) 79 as read; all eight results through a compliance page of an APR calculator that quotes them.
  it.each<[string, { advances: DatedFlow[]; payments: DatedFlow[] }, StandardPeriod, string]>([
    ['A 1: 546 days', twelve, 'year', '12.96'],
    ['A 2: 50 kept back', fee, 'year', '16.90'],
    ['A 3: one and two years', two, 'year', '13.07'],
    ['A 4: 90, 181 and 365 days', three, 'year', '13.23'],
    ['B 1: one year and a half', twelve, 'month', '12.92'],
    ['B 2: 50 kept back', fee, 'month', '16.85'],
    ['B 3: one and two years', two, 'month', '13.07'],
    ['B 4: 3, 6 and 12 months', three, 'month', '13.19'],
  ])('%s', (_name, flows, period, expected) => {
    expect(europeanAnnualRate({ ...flows, period, decimals: 2 })).toBe(expected)
  })

  it('has one decimal unless told otherwise, a following 5 rounded up', () => {
    expect(europeanAnnualRate({ ...twelve, period: 'year' })).toBe('13.0')
    expect(europeanAnnualRate({ advances: [on('2026-01-01', 1000)], payments: [on('2027-01-01', 1128.5)] })).toBe('12.9')
    expect(europeanAnnualRate({ advances: [on('2026-01-01', 1_000_000)], payments: [on('2027-01-01', 1_128_499.99)] })).toBe('12.8')
  })

  it('counts whole periods and then days, back to the first drawdown', () => {
    const interval = (from: string, to: string, period: StandardPeriod): number => {
      const { numerator, denominator } = europeanInterval(parseDate(from), parseDate(to), period)
      return Number(numerator) / Number(denominator)
    }
    expect(interval('2026-01-10', '2026-04-10', 'month')).toBe(3 / 12)
    // Three months back from 15 April is 15 January; five days remain, in the year that ends there.
    expect(interval('2026-01-10', '2026-04-15', 'month')).toBeCloseTo(3 / 12 + 5 / 365, 14)
    // One month back from 5 March 2028 is 5 February; the year that ends there has 365 days. The year to 5 March 2028 would have 366.
    expect(interval('2028-02-01', '2028-03-05', 'month')).toBeCloseTo(1 / 12 + 4 / 365, 14)
    expect(interval('2028-03-01', '2028-03-05', 'month')).toBeCloseTo(4 / 366, 14)
    expect(interval('2026-01-10', '2026-02-07', 'week')).toBe(4 / 52)
    expect(interval('2026-01-10', '2026-02-09', 'week')).toBeCloseTo(4 / 52 + 2 / 365, 14)
    expect(interval('2026-01-10', '2029-01-10', 'year')).toBe(3)
  })

  it('takes several drawdowns and charges on the first day', () => {
    // Two drawdowns of 500 half a year apart and 1100 at the end: 500 x² + 500 x = 1100 with x = (1 + X)^½, so X = 13.67 %.
    const x = (-500 + Math.sqrt(500 ** 2 + 4 * 500 * 1100)) / 1000
    expect(europeanAnnualRate({ advances: [on('2026-01-01', 500), on('2026-07-01', 500)], payments: [on('2027-01-01', 1100)], decimals: 2 })).toBe(((x ** 2 - 1) * 100).toFixed(2))
    expect(europeanAnnualRate({ advances: [on('2026-01-01', 1000)], payments: [on('2026-01-01', 50), on('2027-01-01', 1045)], decimals: 2 })).toBe('10.00')
  })

  it('finds the rates of short and dear loans too', () => {
    // Two weeks, a fifth more: 1.2^26 − 1.
    expect(europeanAnnualRate({ advances: [on('2026-01-01', 100)], payments: [on('2026-01-15', 120)], period: 'week' })).toBe(((1.2 ** 26 - 1) * 100).toFixed(1))
  })

  it('refuses a payment before the first drawdown and amounts below one', () => {
    const invalid = (field: string) => expect.objectContaining({ code: 'cash-flow-invalid', details: { field } })
    expect(() => europeanAnnualRate({ ...twelve, payments: [{ date: addDays(parseDate('1994-01-01'), -1), amount: 1n }] })).toThrow(invalid('payments/0'))
    expect(() => europeanAnnualRate({ ...twelve, advances: [] })).toThrow(invalid('advances'))
    expect(() => europeanAnnualRate({ ...twelve, advances: [on('1994-01-01', 0)] })).toThrow(invalid('advances/0'))
  })
})
