import type { Money } from '../amount/money.js'
import type { LocalDate } from '../calendar/localDate.js'

/** Money went to the borrower. Interest runs from this day, whatever day was planned. */
export interface DisbursementEvent {
  readonly type: 'disbursement'
  readonly date: LocalDate
  /** What the borrower really got: exactly what the terms say, nothing taken out. */
  readonly amount: Money
}

/** Money came in for what is due. What is too much waits for the next instalment. */
export interface RepaymentEvent {
  readonly type: 'repayment'
  readonly date: LocalDate
  readonly amount: Money
}

/** Money came in to repay principal early (Civil Code, article 677: interest for the time it was really lent). */
export interface PrepaymentEvent {
  readonly type: 'prepayment'
  readonly date: LocalDate
  /** Interest up to this day is taken from it first. `all` repays the loan. */
  readonly amount: Money | 'all'
  /** What the rest of the loan keeps: its instalment (and ends sooner) or its term (and pays less each time). */
  readonly effect: 'shorter-term' | 'lower-instalment'
}

/** Another rate from this day on, for what is not yet due. Made by repriceToReference or deliverRateChange. */
export interface RepricingEvent {
  readonly type: 'repricing'
  readonly date: LocalDate
  readonly annualRatePercent: string
  readonly basis:
    | { readonly kind: 'reference-rate'; readonly reference: string }
    | { readonly kind: 'approved-change'; readonly approvedBy: string; readonly by: 'notice' | 'signed-addendum'; readonly reference: string }
}

/** A cost the borrower owes beside the schedule, for example of enforcement. */
export interface FeeEvent {
  readonly type: 'fee'
  readonly date: LocalDate
  readonly amount: Money
  readonly name: string
}

/** What happened to a loan, in order of days. */
export type LoanEvent = DisbursementEvent | RepaymentEvent | PrepaymentEvent | RepricingEvent | FeeEvent
