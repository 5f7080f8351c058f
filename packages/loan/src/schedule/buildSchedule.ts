import { zero } from '../amount/fraction.js'
import type { Money } from '../amount/money.js'
import { parseRate } from '../amount/rate.js'
import { amortise, type Remainder } from './amortise.js'
import { checkTerms } from './checkTerms.js'
import { dueDates } from './dueDates.js'
import type { Instalment, Terms } from './terms.js'

/**
 * The repayment schedule of a loan. Principals sum to the debt (principal, later disbursements, financed fees) to the minor unit, by construction.
 * @throws LoanError `principal-invalid`, `rate-invalid`, `term-invalid`, `date-invalid`, `terms-invalid`, `deducted-in-advance`, `calendar-year-missing`; details name the field
 */
export function buildSchedule(terms: Terms): readonly Instalment[] {
  return amortise(remainderOf(terms))
}

/** The whole loan as a remainder from its first day. */
export function remainderOf(terms: Terms): Remainder {
  checkTerms(terms)
  return {
    method: terms.method,
    dayCount: terms.dayCount ?? 'by-month',
    rounding: terms.rounding ?? 'half-up',
    rate: parseRate(terms.annualRatePercent),
    from: terms.startDate,
    balance: terms.principal + financedFees(terms),
    elapsed: zero,
    carried: zero,
    dues: dueDates(terms),
    disbursements: terms.furtherDisbursements ?? [],
    balloon: terms.balloon ?? 0n,
  }
}

/** Fees that are part of the debt. */
function financedFees({ fees = [] }: Terms): Money {
  return fees.reduce((sum, { amount, charged }) => (charged === 'financed' ? sum + amount : sum), 0n)
}
