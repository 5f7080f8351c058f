import { describe, expect, it } from 'vitest'
import { addDays, addMonths, parseDate } from '../../calendar/localDate.js'
import type { DatedFlow } from '../cashFlows.js'
import { regulationZAnnualRate } from './regulationZAnnualRate.js'
import type { UnitPeriod } from './unitPeriod.js'

const on = (date: string, dollars: number): DatedFlow => ({ date: parseDate(date), amount: BigInt(Math.round(dollars * 100)) })
const monthly = (first: string, dollars: number, count: number, step = 1): DatedFlow[] => Array.from({ length: count }, (_, index) => ({ ...on(first, dollars), date: addMonths(parseDate(first), index * step) }))
const weekly = (first: string, dollars: number, count: number, weeks: number): DatedFlow[] => Array.from({ length: count }, (_, index) => ({ ...on(first, dollars), date: addDays(parseDate(first), index * weeks * 7) }))
const semimonthly = (first: string, dollars: number, count: number): DatedFlow[] => Array.from({ length: count }, (_, index) => ({ ...on(first, dollars), date: { ...addMonths(parseDate(first), Math.floor(index / 2)), day: index % 2 === 0 ? 1 : 16 } }))
const month = (count: number): UnitPeriod => ({ kind: 'month', count })
const week = (count: number): UnitPeriod => ({ kind: 'week', count })

/**
 * 12 CFR 1026, Appendix J, paragraph (c): amounts, unit-periods, fractions and rates as printed, through two public transcriptions that agree.
 * Dates of (c)(1) to (c)(5)(i) are in one of them; those of (c)(5)(ii) to (c)(6)(ii) are chosen so that they give the printed unit-periods and fractions.
 */
const examples: readonly [string, { advances: DatedFlow[]; payments: DatedFlow[] }, string, UnitPeriod | 'term'][] = [
  ['(c)(1)(i) monthly', { advances: [on('1978-01-10', 5000)], payments: monthly('1978-02-10', 230, 24) }, '9.69', month(1)],
  ['(c)(1)(ii) monthly, long first period, f 19/30', { advances: [on('1978-02-10', 6000)], payments: monthly('1978-04-01', 200, 36) }, '11.82', month(1)],
  ['(c)(1)(iii) semimonthly, short first period, f 6/15', { advances: [on('1978-02-23', 5000)], payments: semimonthly('1978-03-01', 219.17, 24) }, '10.34', { kind: 'semimonth' }],
  ['(c)(1)(iv) quarterly, long first period, f 39/90', { advances: [on('1978-05-23', 10_000)], payments: monthly('1978-10-01', 385, 40, 3) }, '8.97', month(3)],
  ['(c)(1)(v) weekly, long first period, t 4 f 4/7', { advances: [on('1978-03-20', 500)], payments: weekly('1978-04-21', 17.6, 30, 1) }, '14.96', week(1)],
  ['(c)(2)(i) monthly, irregular first payment', { advances: [on('1978-01-10', 5000)], payments: [on('1978-02-10', 250), ...monthly('1978-03-10', 230, 23)] }, '10.08', month(1)],
  ['(c)(2)(ii) every four weeks, f 5/28', { advances: [on('1978-03-18', 400)], payments: [on('1978-04-20', 39.5), ...weekly('1978-05-18', 38.31, 11, 4)] }, '28.50', week(4)],
  ['(c)(3)(i) monthly, irregular final payment', { advances: [on('1978-01-10', 5000)], payments: [...monthly('1978-02-10', 230, 23), on('1980-01-10', 280)] }, '10.50', month(1)],
  ['(c)(3)(ii) every two weeks, f 8/14', { advances: [on('1978-04-03', 200)], payments: [...weekly('1978-04-11', 9.5, 19, 2), on('1979-01-02', 30)] }, '12.22', week(2)],
  ['(c)(4)(i) monthly, irregular first and final payment', { advances: [on('1978-01-10', 5000)], payments: [on('1978-02-10', 250), ...monthly('1978-03-10', 230, 22), on('1980-01-10', 280)] }, '10.90', month(1)],
  ['(c)(4)(ii) every two months, f 52/60', { advances: [on('1978-01-10', 8000)], payments: [on('1978-03-01', 449.36), ...monthly('1978-05-01', 465, 18, 2), on('1981-05-01', 200)] }, '7.30', month(2)],
  ['(c)(5)(i) single payment, 255 days', { advances: [on('1978-01-03', 1000)], payments: [on('1978-09-15', 1080)] }, '11.45', 'term'],
  ['(c)(5)(ii) single payment, six months', { advances: [on('1978-07-15', 1000)], payments: [on('1979-01-15', 1044)] }, '8.80', 'term'],
  ['(c)(5)(iii) single payment, a year and 6/12', { advances: [on('1978-01-17', 1000)], payments: [on('1979-07-17', 1135.19)] }, '8.76', month(12)],
  ['(c)(5)(iv) single payment, two years', { advances: [on('1978-01-03', 1000)], payments: [on('1980-01-03', 1240)] }, '11.36', month(12)],
  ['(c)(6)(i) skipped payments, every four weeks', { advances: [on('1978-01-25', 2135)], payments: [...weekly('1978-02-20', 100, 9, 4), ...weekly('1978-11-13', 100, 6, 4), ...weekly('1979-05-14', 100, 6, 4), ...weekly('1979-11-12', 100, 3, 4)] }, '12.00', week(4)],
  ['(c)(6)(ii) skipped payments and single payments', { advances: [on('1978-03-03', 7350)], payments: [...monthly('1978-09-15', 1000, 3), on('1979-03-15', 2000), ...monthly('1979-09-15', 750, 3), on('1980-02-01', 1000)] }, '10.22', month(1)],
  // From memory of the printed text; no copy of (c)(7) could be read when this was written. (c)(6)(iii) and (c)(7)(ii) are left out for the same reason.
  ['(c)(7)(i) construction loan, three advances', { advances: [on('1979-04-10', 20_000), on('1979-06-12', 20_000), on('1979-09-18', 20_000)], payments: monthly('1979-12-10', 612.36, 240) }, '10.25', month(1)],
]

describe('regulationZAnnualRate', () => {
  it.each(examples)('example %s', (_name, flows, aprPercent, unitPeriod) => {
    expect(regulationZAnnualRate(flows)).toEqual({ aprPercent, unitPeriod })
  })

  it('measures months of a series on the 30th or the last day as months, also over February', () => {
    // (b)(3)(iv). Twelve exact months at 1 % a month: 1000 × 0.01 / (1 − 1.01^−12) = 88.85.
    const advances = [on('2026-11-30', 1000)]
    const thirtieth = ['2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30', '2027-04-30', '2027-05-30', '2027-06-30', '2027-07-30', '2027-08-30', '2027-09-30', '2027-10-30', '2027-11-30'].map((date) => on(date, 88.85))
    const lastDay = ['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31', '2027-08-31', '2027-09-30', '2027-10-31', '2027-11-30'].map((date) => on(date, 88.85))
    expect(regulationZAnnualRate({ advances, payments: thirtieth })).toEqual({ aprPercent: '12.00', unitPeriod: month(1) })
    expect(regulationZAnnualRate({ advances, payments: lastDay })).toEqual({ aprPercent: '12.00', unitPeriod: month(1) })
  })

  it('measures half months between the 15th and the last day', () => {
    // Twenty-four exact half months at 1 %: 10000 × 0.01 / (1 − 1.01^−24) = 470.73.
    const payments = Array.from({ length: 12 }, (_, index) => [{ ...on('2027-01-15', 470.73), date: { year: 2027, month: index + 1, day: 15 } }, { ...on('2027-01-31', 470.73), date: addMonths(parseDate('2027-01-31'), index) }]).flat()
    expect(regulationZAnnualRate({ advances: [on('2026-12-31', 10_000)], payments })).toEqual({ aprPercent: '24.00', unitPeriod: { kind: 'semimonth' } })
  })

  it('finds the unit-period by frequency, the shorter of two, or the average', () => {
    const unit = (dates: readonly string[]): unknown => regulationZAnnualRate({ advances: [on('2027-01-01', 100)], payments: dates.map((date) => on(date, 60)) }).unitPeriod
    // Two of a month and two of two months: the shorter one, (b)(4)(i)(A).
    expect(unit(['2027-02-01', '2027-03-01', '2027-05-01', '2027-07-01'])).toEqual(month(1))
    // No period twice: 20 and 43 days, 31.5 on average, nearest to a month, (b)(4)(i)(B).
    expect(unit(['2027-01-21', '2027-03-05'])).toEqual(month(1))
    // One month and four months occur once each: 75.5 days on average, nearest to eleven weeks.
    expect(unit(['2027-02-01', '2027-06-01'])).toEqual(week(11))
    expect(unit(['2027-01-02', '2027-01-03', '2027-01-04'])).toEqual({ kind: 'day' })
  })

  it('takes a unit-period that is given', () => {
    const flows = { advances: [on('1978-01-10', 5000)], payments: monthly('1978-02-10', 230, 24) }
    expect(regulationZAnnualRate({ ...flows, unitPeriod: month(2) }).unitPeriod).toEqual(month(2))
  })

  it.each([
    [{ advances: [], payments: [on('2027-01-01', 1)] }, 'advances'],
    [{ advances: [on('2027-01-01', 1)], payments: [] }, 'payments'],
    [{ advances: [on('2027-01-01', 10)], payments: [on('2027-02-01', 0)] }, 'payments'],
    [{ advances: [on('2027-01-01', 10)], payments: [on('2027-02-01', 9)] }, 'payments'],
    [{ advances: [on('2027-01-01', 10)], payments: [on('2027-01-01', 10)] }, 'payments/0/date'],
  ])('refuses flows without a rate', (flows, field) => {
    expect(() => regulationZAnnualRate(flows)).toThrow(expect.objectContaining({ code: 'cash-flow-invalid', details: { field } }))
  })
})
