import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDate } from '../calendar/localDate.js'
import { buildSchedule } from '../schedule/buildSchedule.js'
import type { Terms } from '../schedule/terms.js'
import { annualPercentageRate, chinaAnnualRate } from './annualPercentageRate.js'
import { scheduleFlows } from './cashFlows.js'

const loan: Terms = { principal: 30_000_000n, annualRatePercent: '4.25', termMonths: 36, method: 'level-payment', startDate: parseDate('2026-12-20'), firstDueDate: parseDate('2027-01-20') }

describe('annualPercentageRate and chinaAnnualRate', () => {
  it('of a level-payment loan without fees are its rate', () => {
    const schedule = buildSchedule(loan)
    const expected = { simplePercent: '4.25', compoundPercent: '4.33' }
    expect(annualPercentageRate({ paidOut: loan.principal, payments: schedule.map(({ number, principal, interest }) => ({ months: number, amount: principal + interest })) })).toEqual(expected)
    expect(chinaAnnualRate(scheduleFlows(loan, schedule))).toEqual(expected)
  })

  it("the notice's own example: 100 000 yuan, a service fee of 1 000 at the start, twelve payments of 8 833.3", () => {
    // 中国人民银行公告〔2021〕第3号, annex: about 12.80 % simple, 13.58 % by internal rate of return. Loan and results as a public digest of the notice gives them, the results as the press does.
    const payments = Array.from({ length: 12 }, (_, index) => ({ months: index + 1, amount: 883_330n }))
    expect(annualPercentageRate({ paidOut: 10_000_000n, payments: [{ months: 0, amount: 100_000n }, ...payments] })).toEqual({ simplePercent: '12.80', compoundPercent: '13.58' })
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
