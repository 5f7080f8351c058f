import type { Money } from '../amount/money.js'
import { compareDates, type LocalDate } from '../calendar/localDate.js'
import { LoanError } from '../errors.js'
import type { Instalment, Terms } from '../schedule/terms.js'

/** Money that changes hands on a day. */
export interface DatedFlow {
  readonly date: LocalDate
  readonly amount: Money
}

/** Everything the borrower gets, and everything the borrower pays for it: what an annual cost is worked out from. Amounts are above zero. */
export interface CashFlows {
  readonly advances: readonly DatedFlow[]
  readonly payments: readonly DatedFlow[]
}

/** The flows of a loan that is repaid as agreed: principal and disbursements against instalments with their fees, and fees paid on the first day. Financed fees are never handed out. */
export function scheduleFlows(terms: Terms, schedule: readonly Instalment[]): CashFlows {
  const atStart = (terms.fees ?? []).filter(({ charged }) => charged === 'at-start').map(({ amount }) => ({ date: terms.startDate, amount }))
  return {
    advances: [{ date: terms.startDate, amount: terms.principal }, ...(terms.furtherDisbursements ?? [])],
    payments: [...atStart, ...schedule.map(({ dueDate, principal, interest, fee }) => ({ date: dueDate, amount: principal + interest + fee })).filter(({ amount }) => amount > 0n)],
  }
}

/** The day of the first advance, from which time is counted. @throws LoanError `cash-flow-invalid` when there is none, an amount is not above zero, or a payment comes before it */
export function firstAdvance({ advances, payments }: CashFlows): LocalDate {
  const first = advances.map(({ date }) => date).sort(compareDates)[0]
  if (first === undefined) throw new LoanError('cash-flow-invalid', { field: 'advances' })
  for (const [name, flows] of [['advances', advances], ['payments', payments]] as const) {
    const wrong = flows.findIndex(({ date, amount }) => amount <= 0n || compareDates(date, first) < 0)
    if (wrong >= 0) throw new LoanError('cash-flow-invalid', { field: `${name}/${wrong}` })
  }
  return first
}
