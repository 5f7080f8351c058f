import type { Money } from '../amount/money.js'
import type { Rounding } from '../amount/rounding.js'
import type { DayShift, HolidayCalendar } from '../calendar/holidayCalendar.js'
import type { LocalDate } from '../calendar/localDate.js'
import type { DayCount } from '../dayCount/dayCount.js'

/** 等额本息, 等额本金, 先息后本, 一次性还本付息. */
export type RepaymentMethod = 'level-payment' | 'equal-principal' | 'interest-only' | 'bullet'

/** Money paid out to the borrower. */
export interface Disbursement {
  readonly date: LocalDate
  readonly amount: Money
}

/**
 * What a loan costs beside interest.
 * `financed` adds it to the debt from the start; `at-start` is paid apart on the first day; `each-instalment` comes with every instalment.
 * `deducted` from what is paid out is refused: then the principal would be what was really paid out (Civil Code, article 670).
 */
export interface Fee {
  readonly name: string
  readonly amount: Money
  readonly charged: 'financed' | 'at-start' | 'each-instalment' | 'deducted'
}

/** Instalments of principal in harvest months only (农户贷款按收获季还本). */
export interface Season {
  /** Calendar months, 1 to 12, in which principal is due. The last instalment is due whatever its month. */
  readonly months: readonly number[]
  /** Whether interest waits for the principal or is paid at every instalment. */
  readonly interest: 'with-principal' | 'every-instalment'
}

/** Everything the contract says about money and days. Nothing else makes a schedule. */
export interface Terms {
  /** What the borrower gets on the first day. */
  readonly principal: Money
  /** Yearly rate in per cent, as text: `4.25`. */
  readonly annualRatePercent: string
  readonly method: RepaymentMethod
  /** From the month before the first instalment to the last one; 1 to 600. */
  readonly termMonths: number
  /** Interest runs from this day. */
  readonly startDate: LocalDate
  /** Any day after the start: a first period that is shorter or longer than the others bears interest by its own length. */
  readonly firstDueDate: LocalDate
  /** 1 by default; 3 for quarters. Divides the term. */
  readonly monthsPerInstalment?: number
  /** So many first instalments are interest alone. */
  readonly graceInstalments?: number
  /** Principal left for the last instalment, beside that instalment's own. */
  readonly balloon?: Money
  readonly season?: Season
  /** Later payments to the borrower; the instalment is worked out anew from each. */
  readonly furtherDisbursements?: readonly Disbursement[]
  readonly fees?: readonly Fee[]
  /** `by-month` by default. */
  readonly dayCount?: DayCount
  /** `half-up` by default; for interest and for the level instalment. */
  readonly rounding?: Rounding
  /** Moves the day of payment, never the interest. */
  readonly businessDays?: { readonly holidays: HolidayCalendar; readonly shift: DayShift }
}

export interface Instalment {
  /** 1 for the first. */
  readonly number: number
  /** The day of payment. */
  readonly dueDate: LocalDate
  /** Interest is counted up to this day: the due date before business days moved it. */
  readonly periodEnd: LocalDate
  readonly principal: Money
  readonly interest: Money
  /** Fees that come with this instalment. */
  readonly fee: Money
  /** What remains after it. */
  readonly balance: Money
}
