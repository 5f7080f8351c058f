import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rounding } from '../amount/rounding.js'
import { levelAmount, levelPayment } from './levelAmount.js'

const none = { numerator: 0n, denominator: 1n }

describe('levelAmount', () => {
  // One period: A = B (1 + f) − balloon, which makes ties at will.
  it.each<[Rounding, bigint]>([['half-up', 103n], ['half-even', 102n], ['up', 103n], ['down', 102n]])('an exact half, %s', (rounding, expected) => {
    // 100 at f = 1/40 is 102.5.
    expect(levelAmount({ balance: 100n, carried: none, periods: [{ factor: { numerator: 1n, denominator: 40n }, repaysPrincipal: true }], balloon: 0n, rounding })).toBe(expected)
  })

  it.each<[Rounding, bigint]>([['half-up', 102n], ['up', 103n], ['down', 102n]])('a hair above a whole, %s', (rounding, expected) => {
    const factor = { numerator: 2n * 10n ** 30n + 1n, denominator: 100n * 10n ** 30n }
    expect(levelAmount({ balance: 100n, carried: none, periods: [{ factor, repaysPrincipal: true }], balloon: 0n, rounding })).toBe(expected)
  })

  it('a half that comes from carried interest', () => {
    // 100, no interest in the period, five halves carried into it: 102.5.
    expect(levelAmount({ balance: 100n, carried: { numerator: 5n, denominator: 2n }, periods: [{ factor: { numerator: 0n, denominator: 40n }, repaysPrincipal: true }], balloon: 0n, rounding: 'half-up' })).toBe(103n)
  })

  it('the last balance is the balloon, within what rounding A can grow to', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 15n), fc.bigInt(0n, 10n ** 6n), fc.array(fc.record({ numerator: fc.bigInt(0n, 10n ** 9n), repaysPrincipal: fc.boolean() }), { minLength: 1, maxLength: 40 }),
        (balance, carriedNumerator, drawn) => {
          const periods = [...drawn, { numerator: 10n ** 6n, repaysPrincipal: true }].map(({ numerator, repaysPrincipal }) => ({ factor: { numerator, denominator: 12n * 10n ** 9n }, repaysPrincipal }))
          const carried = drawn[0]!.repaysPrincipal ? { numerator: carriedNumerator, denominator: 7n } : none
          const amount = levelAmount({ balance, carried, periods, balloon: 0n, rounding: 'half-up' })
          // Exact balances over one denominator.
          const end = (paid: bigint): bigint => {
            let [open, common] = [balance, 1n]
            periods.forEach(({ factor, repaysPrincipal }, index) => {
              if (!repaysPrincipal) return
              open = open * (factor.denominator + factor.numerator)
              common *= factor.denominator
              if (index === 0) [open, common] = [open * carried.denominator + carried.numerator * common, common * carried.denominator]
              open -= paid * common
            })
            return open
          }
          // 2A ± 1 are the bounds of rounding half up: the exact amount lies in [A − ½, A + ½).
          expect(end(amount - 1n)).toBeGreaterThan(0n)
          expect(end(amount + 1n)).toBeLessThan(0n)
          expect(end(amount - 1n) + end(amount)).toBeGreaterThanOrEqual(0n)
          expect(end(amount) + end(amount + 1n)).toBeLessThan(0n)
        },
      ),
    )
  })

  it('is refused for a term that is none', () => {
    expect(() => levelPayment(100n, '4', 0)).toThrow(expect.objectContaining({ code: 'term-invalid', details: { field: 'termMonths' } }))
  })
})
