import { round, zero } from '../amount/fraction.js'
import { formatRate } from '../amount/rate.js'
import { compareDates, type LocalDate } from '../calendar/localDate.js'
import { LoanError } from '../errors.js'
import { amortise } from '../schedule/amortise.js'
import { remainderOf } from '../schedule/buildSchedule.js'
import type { Terms } from '../schedule/terms.js'
import { overdueAt } from '../servicing/overdue.js'
import { openPart, type ServicedInstalment } from '../servicing/servicedInstalment.js'
import { applyEvent } from './applyEvent.js'
import { becomeDue, chargePenalties, interestTo, nextDueDay, openBalance, type Ledger } from './ledger.js'
import type { LoanAccount, ServicingTerms } from './loanAccount.js'
import type { DisbursementEvent, LoanEvent } from './loanEvent.js'

export interface ReplayOptions {
  readonly terms: Terms
  readonly servicing: ServicingTerms
  /** In order of days, the first a disbursement. Those after the day asked for do not count. */
  readonly events: readonly LoanEvent[]
  readonly asOf: LocalDate
}

/**
 * A loan at the end of a day, worked out from its terms and everything that happened. The same input gives the same account, and money is neither lost nor
 * made: what came in is what was paid, what was repaid early, and the credit. An instalment becomes due on its day before that day's events.
 * @throws LoanError `event-invalid` for events out of order, before the first disbursement, or that nobody knows; `deducted-in-advance` when less was paid out than agreed;
 *   `prepayment-invalid`, `rate-change-not-approved`, `amount-invalid`, and what buildSchedule throws
 */
export function replayLoan({ terms, servicing, events, asOf }: ReplayOptions): LoanAccount {
  events.forEach((event, index) => {
    if (index > 0 && compareDates(event.date, events[index - 1]!.date) < 0) throw new LoanError('event-invalid', { field: `events/${index}/date`, why: 'events come in order of days' })
  })
  const past = events.filter(({ date }) => compareDates(date, asOf) <= 0)
  if (past.length > 0 && past[0]!.type !== 'disbursement') throw new LoanError('event-invalid', { field: 'events/0/type', why: 'nothing was paid out yet' })
  const disbursements = past.filter((event) => event.type === 'disbursement')
  checkDisbursements(terms, disbursements)
  const [first] = disbursements
  if (first === undefined) return notPaidOut(terms, asOf)
  // What is planned to be paid out later is no debt before it is: the plan of today is that of the money that went out.
  const remainder = remainderOf({ ...terms, startDate: first.date, furtherDisbursements: [] })
  const ledger: Ledger = { servicing, remainder, planned: amortise(remainder), balance: remainder.balance, drawn: [], elapsed: zero, carried: zero, due: [], early: [], credit: 0n }
  const dueUntil = (day: LocalDate): void => {
    for (let next = nextDueDay(ledger); next !== null && compareDates(next, day) <= 0; next = nextDueDay(ledger)) becomeDue(ledger)
  }
  past.forEach((event, index) => {
    dueUntil(event.date)
    if (event !== first) applyEvent(ledger, event, `events/${index}`)
  })
  dueUntil(asOf)
  chargePenalties(ledger, asOf)
  return accountOf(ledger, { asOf, disbursed: disbursements.reduce((sum, { amount }) => sum + amount, 0n) })
}

/** Each disbursement is what the terms say, one after the other, on whatever day. */
function checkDisbursements(terms: Terms, disbursements: readonly DisbursementEvent[]): void {
  const agreed = [terms.principal, ...(terms.furtherDisbursements ?? []).map(({ amount }) => amount)]
  disbursements.forEach(({ amount }, index) => {
    const expected = agreed[index]
    if (expected === undefined || amount > expected) throw new LoanError('event-invalid', { field: `disbursements/${index}/amount`, why: 'more was paid out than agreed' })
    if (amount < expected) throw new LoanError('deducted-in-advance', { field: `disbursements/${index}/amount`, missing: expected - amount })
  })
}

function accountOf(ledger: Ledger, { asOf, disbursed }: { readonly asOf: LocalDate; readonly disbursed: bigint }): LoanAccount {
  const due = ledger.due.map(({ entry }) => entry)
  const toCome = ledger.planned.map(({ number, dueDate, principal, interest, fee }): ServicedInstalment => ({ number, dueDate, principal, interest, fees: fee, paidPrincipal: 0n, paidInterest: 0n, paidFees: 0n }))
  return {
    asOf,
    annualRatePercent: formatRate(ledger.remainder.rate),
    disbursed,
    due,
    toCome,
    earlyRepayments: ledger.early,
    outstandingPrincipal: due.reduce((sum, entry) => sum + openPart(entry, 'principal'), openBalance(ledger)),
    accruedInterest: ledger.planned.length === 0 ? 0n : round(interestTo(ledger, asOf).interest, ledger.remainder.rounding),
    credit: ledger.credit,
    overdue: overdueAt(due, asOf),
  }
}

function notPaidOut(terms: Terms, asOf: LocalDate): LoanAccount {
  remainderOf(terms)
  return { asOf, annualRatePercent: terms.annualRatePercent, disbursed: 0n, due: [], toCome: [], earlyRepayments: [], outstandingPrincipal: 0n, accruedInterest: 0n, credit: 0n, overdue: { days: 0, amount: 0n, instalments: [] } }
}
