import type { Money } from '../amount/money.js'
import { openPart, type PaymentPart } from '../servicing/servicedInstalment.js'
import { replayLoan, type ReplayOptions } from './replayLoan.js'

/** What repays a loan in full on a day, part by part. */
export interface SettlementQuote extends Readonly<Record<PaymentPart, Money>> {
  /** Money that waits, taken off the total. */
  readonly credit: Money
  readonly total: Money
  /** Of the total: what is due, and comes first as a repayment; the rest is a prepayment of `all`. */
  readonly due: Money
}

/** The amount that settles a loan on a day (Civil Code, article 677: interest for the time the principal was really lent). @throws LoanError as replayLoan */
export function quoteSettlement(options: ReplayOptions): SettlementQuote {
  const account = replayLoan(options)
  const sum = (part: PaymentPart): Money => account.due.reduce((total, instalment) => total + openPart(instalment, part), 0n)
  const parts = { fees: sum('fees'), interest: sum('interest') + account.accruedInterest, penalty: sum('penalty'), compound: sum('compound'), principal: account.outstandingPrincipal }
  const owed = parts.fees + parts.interest + parts.penalty + parts.compound + parts.principal
  const total = owed > account.credit ? owed - account.credit : 0n
  const open = parts.fees + sum('interest') + parts.penalty + parts.compound + sum('principal')
  return { ...parts, credit: account.credit, total, due: open > account.credit ? open - account.credit : 0n }
}
