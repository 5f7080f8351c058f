import { fraction, round, times, type Fraction } from '../amount/fraction.js'
import type { Money } from '../amount/money.js'
import { parseRate, rateTimesYears } from '../amount/rate.js'
import type { Rounding } from '../amount/rounding.js'
import { LoanError } from '../errors.js'

/** What the contract says about paying late. */
export interface PenaltyTerms {
  /** By how many per cent of itself the rate rises: 30 to 50 for what is late (银发〔2003〕251号, article 3). */
  readonly raisePercent: number
  /** Whether late interest bears interest too, at the same raised rate (复利); only where the contract says so. */
  readonly compound: boolean
  /** Paid within so many days after the due date, nothing is charged; later, it is charged from the due date. */
  readonly graceDays: number
  /** Days in a year. */
  readonly yearDays: 360 | 365
}

/** Exact penalty on an amount over some days: amount × rate × (1 + raise) × days / year. */
export function penaltyExact({ amount, rate, days, terms }: { readonly amount: Money; readonly rate: bigint; readonly days: number; readonly terms: PenaltyTerms }): Fraction {
  return times(rateTimesYears(rate * BigInt(100 + terms.raisePercent), fraction(days, terms.yearDays * 100)), amount)
}

/** Penalty interest on an amount that is late: by the day, a year of 360 days unless told otherwise. @throws LoanError `rate-invalid`, `date-invalid` for days that are no whole number from zero up */
export function penaltyInterest({ amount, annualRatePercent, days, yearDays = 360, rounding = 'half-up' }: { readonly amount: Money; readonly annualRatePercent: string; readonly days: number; readonly yearDays?: 360 | 365; readonly rounding?: Rounding }): Money {
  if (!Number.isInteger(days) || days < 0) throw new LoanError('date-invalid', { field: 'days' })
  return round(times(rateTimesYears(parseRate(annualRatePercent), fraction(days, yearDays)), amount), rounding)
}
