import type { Fraction } from '../amount/fraction.js'
import type { Money } from '../amount/money.js'
import { parseRate } from '../amount/rate.js'
import { roundDivide, type Rounding } from '../amount/rounding.js'
import { LoanError } from '../errors.js'

/** Guard digits: what is cut off over 600 periods stays far below the tenth part of a minor unit. */
const scale = 10n ** 40n

export interface LevelAmountOptions {
  readonly balance: Money
  /** Interest that is due with the first instalment and belongs to an earlier stretch. */
  readonly carried: Fraction
  /** Per instalment: interest factor f of its period, and whether principal is repaid. */
  readonly periods: readonly { readonly factor: Fraction; readonly repaysPrincipal: boolean }[]
  readonly balloon: Money
  readonly rounding: Rounding
}

/**
 * The one amount A that, paid at each instalment of principal, brings the balance to the balloon.
 * The balance is linear in A: B ← B (1 + f) − A, so it is followed as α − βA. With equal f and no balloon that is A = P·f / (1 − (1+f)^−n).
 */
export function levelAmount({ balance, carried, periods, balloon, rounding }: LevelAmountOptions): Money {
  let alpha = balance * scale
  let beta = 0n
  periods.forEach(({ factor, repaysPrincipal }, index) => {
    // Where only interest is paid, exactly what grew is paid: nothing changes.
    if (!repaysPrincipal) return
    alpha += (alpha * factor.numerator) / factor.denominator
    if (index === 0) alpha += (carried.numerator * scale) / carried.denominator
    beta += (beta * factor.numerator) / factor.denominator + scale
  })
  return roundDivide(alpha - balloon * scale, beta, rounding)
}

/** The level payment of a regular loan, A = P·i / (1 − (1+i)^−n) with i a twelfth of the yearly rate; P/n without interest. @throws LoanError `rate-invalid`, `term-invalid` */
export function levelPayment(principal: Money, annualRatePercent: string, termMonths: number, rounding: Rounding = 'half-up'): Money {
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > 600) throw new LoanError('term-invalid', { field: 'termMonths' })
  const factor = { numerator: parseRate(annualRatePercent), denominator: 120_000_000_000n }
  const periods = Array.from({ length: termMonths }, () => ({ factor, repaysPrincipal: true }))
  return levelAmount({ balance: principal, carried: { numerator: 0n, denominator: 1n }, periods, balloon: 0n, rounding })
}
