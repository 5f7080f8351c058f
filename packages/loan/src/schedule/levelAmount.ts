import type { Fraction } from '../amount/fraction.js'
import type { Money } from '../amount/money.js'
import { parseRate } from '../amount/rate.js'
import { roundDivide, type Rounding } from '../amount/rounding.js'
import { LoanError } from '../errors.js'

export interface LevelAmountOptions {
  readonly balance: Money
  /** Interest that is due with the first instalment and belongs to an earlier stretch. */
  readonly carried: Fraction
  /** Per instalment: interest factor f of its period, and whether principal is repaid. */
  readonly periods: readonly { readonly factor: Fraction; readonly repaysPrincipal: boolean }[]
  readonly balloon: Money
  readonly rounding: Rounding
}

/** Guard digits of the fast way: what is cut off over 600 periods stays below a millionth of a minor unit for any amount. */
const scale = 10n ** 28n
const million = 1_000_000n

/**
 * The one amount A that, paid at each instalment of principal, brings the balance to the balloon.
 * The balance is linear in A: B ← B (1 + f) − A, so it is followed as α − βA. With equal f and no balloon that is A = P·f / (1 − (1+f)^−n).
 * Where the digits come near a half or a whole, the same is done with exact fractions, so that the rounding is always that of the exact amount.
 */
export function levelAmount(options: LevelAmountOptions): Money {
  const { balance, carried, periods, balloon, rounding } = options
  let alpha = balance * scale
  let beta = 0n
  periods.forEach(({ factor, repaysPrincipal }, index) => {
    // Where only interest is paid, exactly what grew is paid: nothing changes.
    if (!repaysPrincipal) return
    alpha += (alpha * factor.numerator) / factor.denominator
    if (index === 0 && carried.numerator !== 0n) alpha += (carried.numerator * scale) / carried.denominator
    beta += (beta * factor.numerator) / factor.denominator + scale
  })
  const millionths = ((alpha - balloon * scale) * million) / beta
  const offHalf = millionths % (million / 2n)
  return offHalf > 1_000n && offHalf < million / 2n - 1_000n ? roundDivide(millionths, million, rounding) : exactLevelAmount(options)
}

/** The same over a common denominator that grows with every period. */
function exactLevelAmount({ balance, carried, periods, balloon, rounding }: LevelAmountOptions): Money {
  let alpha = balance
  let beta = 0n
  let common = 1n
  periods.forEach(({ factor: { numerator, denominator }, repaysPrincipal }, index) => {
    if (!repaysPrincipal) return
    const first = index === 0 ? carried : { numerator: 0n, denominator: 1n }
    alpha = (alpha * (denominator + numerator)) * first.denominator + first.numerator * common * denominator
    common *= denominator * first.denominator
    beta = beta * (denominator + numerator) * first.denominator + common
  })
  return roundDivide(alpha - balloon * common, beta, rounding)
}

/** The level payment of a regular loan, A = P·i / (1 − (1+i)^−n) with i a twelfth of the yearly rate; P/n without interest. @throws LoanError `rate-invalid`, `term-invalid` */
export function levelPayment(principal: Money, annualRatePercent: string, termMonths: number, rounding: Rounding = 'half-up'): Money {
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > 600) throw new LoanError('term-invalid', { field: 'termMonths' })
  const factor = { numerator: parseRate(annualRatePercent), denominator: 120_000_000_000n }
  const periods = Array.from({ length: termMonths }, () => ({ factor, repaysPrincipal: true }))
  return levelAmount({ balance: principal, carried: { numerator: 0n, denominator: 1n }, periods, balloon: 0n, rounding })
}
