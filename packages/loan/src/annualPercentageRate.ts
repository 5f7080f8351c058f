import { Decimal } from 'decimal.js'
import { LoanError } from './errors.js'

export interface CashFlow {
  /** Months after the loan was paid out; fractions allowed. */
  readonly months: number
  /** Minor units; what the borrower pays is positive. */
  readonly amount: bigint
}

export interface AnnualPercentageRate {
  /** 12 × the monthly internal rate of return, per cent with two decimals: PBoC Notice 2021 No. 3, simple. */
  readonly simplePercent: string
  /** (1 + the monthly rate)^12 − 1, per cent with two decimals: the same notice, compound. */
  readonly compoundPercent: string
}

/**
 * The yearly cost of a loan from what was really paid out and all payments in return, fees included, by the internal rate of return.
 * @throws LoanError `cash-flow-invalid`
 */
export function annualPercentageRate({ paidOut, payments }: { readonly paidOut: bigint; readonly payments: readonly CashFlow[] }): AnnualPercentageRate {
  const Precise = Decimal.clone({ precision: 40 })
  const total = payments.reduce((sum, { amount }) => sum + amount, 0n)
  if (paidOut <= 0n || total < paidOut || payments.some(({ months }) => months < 0)) throw new LoanError('cash-flow-invalid')
  const worth = (monthly: Decimal): Decimal => payments.reduce((sum, { months, amount }) => sum.plus(new Precise(amount.toString()).div(monthly.plus(1).pow(months))), new Precise(0))
  // The worth falls as the rate rises: halving an interval that holds the root finds it to 30 digits.
  let [low, high] = [new Precise(0), new Precise(1)]
  while (worth(high).gt(paidOut.toString())) {
    high = high.mul(2)
    if (high.gt(1_000)) throw new LoanError('cash-flow-invalid')
  }
  for (let i = 0; i < 100; i++) {
    const middle = low.plus(high).div(2)
    if (worth(middle).gt(paidOut.toString())) low = middle
    else high = middle
  }
  const monthly = low.plus(high).div(2)
  return {
    simplePercent: monthly.mul(1200).toFixed(2, Decimal.ROUND_HALF_UP),
    compoundPercent: monthly.plus(1).pow(12).minus(1).mul(100).toFixed(2, Decimal.ROUND_HALF_UP),
  }
}
