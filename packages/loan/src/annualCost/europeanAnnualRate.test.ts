import { describe, expect, it } from 'vitest'
import { addDays, parseDate } from '../calendar/localDate.js'
import type { DatedFlow } from './cashFlows.js'
import { europeanAnnualRate, europeanInterval, type StandardPeriod } from './europeanAnnualRate.js'

const on = (date: string, amount: number): DatedFlow => ({ date: parseDate(date), amount: BigInt(Math.round(amount * 100)) })

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
    expect(interval('2026-01-31', '2026-02-28', 'month')).toBe(1 / 12)
    expect(interval('2024-02-29', '2026-02-28', 'year')).toBe(2)
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
