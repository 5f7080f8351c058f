import type { Money } from '../amount/money.js'
import type { LocalDate } from '../calendar/localDate.js'
import type { AllocationOrder } from '../servicing/allocatePayment.js'
import type { Overdue } from '../servicing/overdue.js'
import type { PenaltyTerms } from '../servicing/penalty.js'
import type { ServicedInstalment } from '../servicing/servicedInstalment.js'

/** What the contract says about servicing, beside its terms. */
export interface ServicingTerms {
  readonly penalty: PenaltyTerms
  /** The statutory order when it is not given. */
  readonly allocation?: AllocationOrder
}

/** Principal repaid before it was due, with the interest up to that day. */
export interface EarlyRepayment {
  readonly date: LocalDate
  readonly principal: Money
  readonly interest: Money
}

/** A loan as it stands at the end of a day. Worked out from its terms and events; nothing in it is stored. */
export interface LoanAccount {
  readonly asOf: LocalDate
  readonly annualRatePercent: string
  /** Paid out so far. */
  readonly disbursed: Money
  /** Instalments that became due, and costs as entries with number 0. */
  readonly due: readonly ServicedInstalment[]
  /** The instalments to come, as planned today. */
  readonly toCome: readonly ServicedInstalment[]
  readonly earlyRepayments: readonly EarlyRepayment[]
  /** Principal not repaid, late or not. */
  readonly outstandingPrincipal: Money
  /** Interest of the current period up to this day, not yet due. */
  readonly accruedInterest: Money
  /** Paid in, and not yet used. */
  readonly credit: Money
  readonly overdue: Overdue
}
