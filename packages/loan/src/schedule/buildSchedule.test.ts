import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMoney, toDecimal } from '../amount/money.js'
import { holidayCalendar } from '../calendar/holidayCalendar.js'
import { formatDate, parseDate } from '../calendar/localDate.js'
import { buildSchedule } from './buildSchedule.js'
import { levelPayment } from './levelAmount.js'
import { exactSchedule } from './exactSchedule.fixture.js'
import type { RepaymentMethod, Terms } from './terms.js'

const dates = { startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }
const loan: Terms = { principal: parseMoney('300000.00'), annualRatePercent: '4.25', termMonths: 36, method: 'level-payment', ...dates }
const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n)
const methods: readonly RepaymentMethod[] = ['level-payment', 'equal-principal', 'interest-only', 'bullet']

describe('buildSchedule', () => {
  it('level payment of 300000 at 4.25 % over 36 months', () => {
    const schedule = buildSchedule(loan)
    expect(schedule).toHaveLength(36)
    expect(schedule[0]).toMatchObject({ principal: 782_810n, interest: 106_250n, balance: 29_217_190n })
    expect(levelPayment(30_000_000n, '4.25', 36)).toBe(889_060n)
    expect(formatDate(schedule[35]!.dueDate)).toBe('2029-12-20')
  })

  // The example of numpy-financial's ipmt: 2500.00 over a year at 8.24 %. Its floats are not rounded row by row: a minor unit may lie between.
  it('the table that numpy-financial prints', () => {
    const printed = [[20058, 1717], [20196, 1579], [20335, 1440], [20474, 1301], [20615, 1160], [20756, 1018], [20899, 876], [21042, 732], [21187, 588], [21332, 442], [21479, 296], [21626, 149]]
    const schedule = buildSchedule({ ...loan, principal: 250_000n, annualRatePercent: '8.24', termMonths: 12 })
    schedule.slice(0, -1).forEach(({ principal, interest }, row) => {
      expect(Math.abs(Number(principal) - printed[row]![0]!)).toBeLessThanOrEqual(1)
      expect(Math.abs(Number(interest) - printed[row]![1]!)).toBeLessThanOrEqual(1)
    })
    expect(Math.abs(Number(sum(schedule.map(({ interest }) => interest))) - 11_298)).toBeLessThanOrEqual(2)
  })

  // Apache Fineract's feature C3217 has 17.01 for the instalment.
  it('100.00 over six months at 7 %', () => {
    expect(levelPayment(10_000n, '7', 6)).toBe(1_701n)
  })

  it.each(methods)('%s: principals sum to the minor unit, the last balance is zero', (method) => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 0, max: 36_000_000 }), fc.integer({ min: 1, max: 360 }), (principal, rate, termMonths) => {
        const schedule = buildSchedule({ principal, annualRatePercent: (rate / 1_000_000).toFixed(6), termMonths, method, ...dates })
        expect(sum(schedule.map((instalment) => instalment.principal))).toBe(principal)
        expect(schedule.at(-1)!.balance).toBe(0n)
        expect(schedule.every((instalment) => instalment.principal >= 0n && instalment.interest >= 0n)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('is what exact rational numbers say, for every method, day count, rounding, grace, balloon and season', () => {
    fc.assert(
      fc.property(termsArbitrary, (terms) => {
        const schedule = buildSchedule(terms)
        expect(schedule.map(({ principal, interest, balance }) => [principal, interest, balance])).toEqual(exactSchedule(terms))
        const debt = terms.principal + sum((terms.fees ?? []).filter(({ charged }) => charged === 'financed').map(({ amount }) => amount)) + sum((terms.furtherDisbursements ?? []).map(({ amount }) => amount))
        expect(sum(schedule.map(({ principal }) => principal))).toBe(debt)
        expect(schedule.at(-1)!.balance).toBe(0n)
      }),
      { numRuns: 300 },
    )
  })

  it('level instalments are level: only the last differs, by less than half a minor unit an instalment grows to', () => {
    const schedule = buildSchedule(loan)
    const amounts = schedule.map(({ principal, interest }) => principal + interest)
    expect(new Set(amounts.slice(0, -1))).toEqual(new Set([889_060n]))
    expect(Math.abs(Number(amounts.at(-1)! - 889_060n))).toBeLessThan(36)
  })

  it('an irregular first period bears interest by its own length', () => {
    const [first] = buildSchedule({ ...loan, startDate: parseDate('2026-12-05') })
    // A month and fifteen days: 300000 × 4.25 % × (1/12 + 15/360).
    expect(first!.interest).toBe(159_375n)
    const [short] = buildSchedule({ ...loan, startDate: parseDate('2027-01-10'), dayCount: 'act/365f' })
    expect(short!.interest).toBe(34_932n)
  })

  it('grace is interest alone, then the rest is level', () => {
    const schedule = buildSchedule({ ...loan, termMonths: 12, graceInstalments: 6 })
    expect(schedule.slice(0, 6).map(({ principal, interest }) => [principal, interest])).toEqual(Array.from({ length: 6 }, () => [0n, 106_250n]))
    expect(schedule[6]!.principal + schedule[6]!.interest).toBe(levelPayment(30_000_000n, '4.25', 6))
  })

  it('a balloon stays for the last instalment', () => {
    const schedule = buildSchedule({ ...loan, balloon: 10_000_000n })
    expect(schedule.at(-2)!.balance - schedule.at(-1)!.principal).toBe(0n)
    expect(schedule.at(-1)!.principal).toBeGreaterThan(10_000_000n)
    expect(schedule.at(-1)!.principal).toBeLessThan(10_000_000n + 889_060n)
  })

  it('a farmer repays at harvest', () => {
    const season = { months: [6, 10], interest: 'every-instalment' } as const
    const monthly = buildSchedule({ ...loan, termMonths: 24, method: 'equal-principal', season })
    expect(monthly.filter(({ principal }) => principal > 0n).map(({ dueDate, principal }) => [formatDate(dueDate), toDecimal(principal)])).toEqual([
      ['2027-06-20', '60000.00'], ['2027-10-20', '60000.00'], ['2028-06-20', '60000.00'], ['2028-10-20', '60000.00'], ['2028-12-20', '60000.00'],
    ])
    const atHarvest = buildSchedule({ ...loan, termMonths: 12, method: 'equal-principal', season: { ...season, interest: 'with-principal' } })
    // Six months, four months, two months.
    expect(atHarvest.map(({ dueDate, principal, interest }) => [formatDate(dueDate), principal, interest])).toEqual([
      ['2027-06-20', 10_000_000n, 637_500n], ['2027-10-20', 10_000_000n, 283_333n], ['2027-12-20', 10_000_000n, 70_833n],
    ])
  })

  it('grace counts instalments, not months: the first harvest pays interest alone', () => {
    const schedule = buildSchedule({ ...loan, termMonths: 12, method: 'equal-principal', graceInstalments: 1, season: { months: [6, 10], interest: 'with-principal' } })
    expect(schedule.map(({ dueDate, principal }) => [formatDate(dueDate), principal])).toEqual([['2027-06-20', 0n], ['2027-10-20', 15_000_000n], ['2027-12-20', 15_000_000n]])
  })

  it('quarters, several disbursements and fees', () => {
    const fees = [{ name: '评估费', amount: 60_000n, charged: 'financed' }, { name: '账户管理费', amount: 500n, charged: 'each-instalment' }] as const
    const schedule = buildSchedule({ ...loan, termMonths: 12, monthsPerInstalment: 3, firstDueDate: parseDate('2027-03-20'), method: 'equal-principal', fees, furtherDisbursements: [{ date: parseDate('2027-04-05'), amount: 15_000_000n }] })
    expect(schedule.map(({ dueDate, principal, interest, fee }) => [formatDate(dueDate), principal, interest, fee])).toEqual([
      // 30 060 000 × 4.25 % / 4; then 22 545 000 for a quarter and 15 000 000 for two months and 15 days.
      ['2027-03-20', 7_515_000n, 319_388n, 500n],
      ['2027-06-20', 7_515_000n, 372_353n, 500n],
      ['2027-09-20', 15_015_000n, 319_069n, 500n],
      ['2027-12-20', 15_015_000n, 159_534n, 500n],
    ])
  })

  it('a disbursement on a due date bears interest and is repaid from the next instalment on', () => {
    const schedule = buildSchedule({ ...loan, principal: 12_000_000n, annualRatePercent: '6', termMonths: 4, method: 'equal-principal', furtherDisbursements: [{ date: parseDate('2027-02-20'), amount: 3_000_000n }] })
    expect(schedule.map(({ principal, interest, balance }) => [principal, interest, balance])).toEqual([
      [3_000_000n, 60_000n, 9_000_000n], [3_000_000n, 45_000n, 6_000_000n], [3_000_000n, 45_000n, 6_000_000n], [6_000_000n, 30_000n, 0n],
    ])
  })

  it('business days move the payment and not the interest; a year without data is an error', () => {
    const holidays = holidayCalendar({ 2027: { holidays: [], workdays: [] } })
    const year: Terms = { ...loan, termMonths: 11, businessDays: { holidays, shift: 'following' } }
    const shifted = buildSchedule(year)
    const plain = buildSchedule({ ...loan, termMonths: 11 })
    expect(shifted.map(({ principal, interest }) => [principal, interest])).toEqual(plain.map(({ principal, interest }) => [principal, interest]))
    expect(shifted.map(({ periodEnd }) => periodEnd)).toEqual(plain.map(({ dueDate }) => dueDate))
    // 20 February and 20 March 2027 are Saturdays, 20 June a Sunday.
    expect([1, 2, 5].map((index) => formatDate(shifted[index]!.dueDate))).toEqual(['2027-02-22', '2027-03-22', '2027-06-21'])
    expect(() => buildSchedule({ ...year, termMonths: 13 })).toThrow(expect.objectContaining({ code: 'calendar-year-missing', details: { year: 2028 } }))
  })

  it.each([
    [{ principal: 0n }, 'principal-invalid', 'principal'],
    [{ termMonths: 0 }, 'term-invalid', 'termMonths'],
    [{ termMonths: 1.5 }, 'term-invalid', 'termMonths'],
    [{ annualRatePercent: '-1' }, 'rate-invalid', 'annualRatePercent'],
    [{ firstDueDate: parseDate('2026-12-20') }, 'date-invalid', 'firstDueDate'],
    [{ method: 'balloon' as never }, 'terms-invalid', 'method'],
    [{ dayCount: 'act/366' as never }, 'terms-invalid', 'dayCount'],
    [{ rounding: 'bankers' as never }, 'terms-invalid', 'rounding'],
    [{ startDate: { year: 2026, month: 13, day: 1 } }, 'date-invalid', 'startDate'],
    [{ firstDueDate: { year: 2027, month: 2, day: 29 } }, 'date-invalid', 'firstDueDate'],
    [{ fees: [{ name: '手续费', amount: 1n, charged: 'monthly' as never }] }, 'terms-invalid', 'fees/0/charged'],
    [{ season: { months: [6], interest: 'never' as never } }, 'terms-invalid', 'season/interest'],
    [{ businessDays: { holidays: holidayCalendar({}), shift: 'forward' as never } }, 'terms-invalid', 'businessDays/shift'],
    [{ monthsPerInstalment: 7 }, 'terms-invalid', 'monthsPerInstalment'],
    [{ graceInstalments: 36 }, 'terms-invalid', 'graceInstalments'],
    [{ balloon: 30_000_000n }, 'terms-invalid', 'balloon'],
    [{ method: 'bullet' as const, balloon: 1n }, 'terms-invalid', 'method'],
    [{ season: { months: [13], interest: 'with-principal' as const } }, 'terms-invalid', 'season/months'],
    [{ termMonths: 3, season: { months: [7], interest: 'with-principal' as const } }, 'terms-invalid', 'season/months'],
    [{ fees: [{ name: '利息', amount: 1n, charged: 'deducted' as const }] }, 'deducted-in-advance', 'fees/0/charged'],
    [{ fees: [{ name: '手续费', amount: 0n, charged: 'at-start' as const }] }, 'terms-invalid', 'fees/0/amount'],
    [{ furtherDisbursements: [{ date: parseDate('2026-12-20'), amount: 1n }] }, 'date-invalid', 'furtherDisbursements/0/date'],
    [{ furtherDisbursements: [{ date: parseDate('2029-12-20'), amount: 1n }] }, 'date-invalid', 'furtherDisbursements/0/date'],
    [{ furtherDisbursements: [{ date: parseDate('2027-02-20'), amount: 0n }] }, 'principal-invalid', 'furtherDisbursements/0/amount'],
  ])('refuses %o with %s at %s', (wrong, code, field) => {
    expect(() => buildSchedule({ ...loan, ...wrong })).toThrow(expect.objectContaining({ code, details: expect.objectContaining({ field }) }))
  })
})

const termsArbitrary: fc.Arbitrary<Terms> = fc
  .record({
    principal: fc.bigInt(100_000n, 10n ** 10n),
    rate: fc.integer({ min: 0, max: 2_400 }),
    instalments: fc.integer({ min: 2, max: 30 }),
    monthsPerInstalment: fc.constantFrom(1, 3),
    method: fc.constantFrom<RepaymentMethod>(...methods),
    dayCount: fc.constantFrom('by-month', '30e/360', 'act/360', 'act/365f', 'act/act-isda') as fc.Arbitrary<NonNullable<Terms['dayCount']>>,
    rounding: fc.constantFrom('half-up', 'half-even', 'up', 'down') as fc.Arbitrary<NonNullable<Terms['rounding']>>,
    startDay: fc.integer({ min: 1, max: 31 }),
    firstDay: fc.integer({ min: 1, max: 31 }),
    grace: fc.integer({ min: 0, max: 3 }),
    balloonPart: fc.integer({ min: 0, max: 5 }),
    season: fc.boolean(),
    drawn: fc.boolean(),
    financed: fc.bigInt(0n, 5_000n),
  })
  .map(({ principal, rate, instalments, startDay, firstDay, grace, balloonPart, season, drawn, financed, ...rest }) => {
    const amortises = rest.method === 'level-payment' || rest.method === 'equal-principal'
    return {
      ...rest,
      principal,
      annualRatePercent: (rate / 100).toFixed(2),
      termMonths: instalments * rest.monthsPerInstalment,
      startDate: { year: 2027, month: 1, day: startDay },
      firstDueDate: { year: 2027, month: 3, day: firstDay },
      ...(amortises ? { graceInstalments: Math.min(grace, instalments - 1), balloon: (principal * BigInt(balloonPart)) / 10n } : {}),
      ...(amortises && season && instalments * rest.monthsPerInstalment >= 24 ? { season: { months: [6, 9], interest: 'every-instalment' as const } } : {}),
      ...(financed > 0n ? { fees: [{ name: '评估费', amount: financed, charged: 'financed' as const }] } : {}),
      ...(drawn && rest.method !== 'bullet' ? { furtherDisbursements: [{ date: { year: 2027, month: 2, day: 14 }, amount: principal / 3n + 1n }] } : {}),
    }
  })
