import { parseRate, referenceRatePlusMargin } from '../amount/rate.js'
import { addMonths, compareDates, type LocalDate } from '../calendar/localDate.js'
import { LoanError } from '../errors.js'
import type { RepricingEvent } from './loanEvent.js'

/** A change of rate that somebody, or a model, thinks right. It changes nothing. */
export interface RateChangeProposal {
  readonly status: 'proposed'
  readonly fromPercent: string
  readonly toPercent: string
  readonly effectiveOn: LocalDate
  /** For people: what the change rests on. */
  readonly reason: string
  readonly proposedBy: string
}

/** The same after a person took it on. It still changes nothing until the borrower was told, or agreed. */
export interface ApprovedRateChange extends Omit<RateChangeProposal, 'status'> {
  readonly status: 'approved'
  readonly approvedBy: string
  readonly approvedOn: LocalDate
}

/** @throws LoanError `rate-invalid` */
export function proposeRateChange(change: Omit<RateChangeProposal, 'status'>): RateChangeProposal {
  parseRate(change.fromPercent, 'fromPercent')
  parseRate(change.toPercent, 'toPercent')
  return { ...change, status: 'proposed' }
}

/** A person other than the proposer approves (PIPL, article 24: no decision of weight by automation alone). @throws LoanError `rate-change-not-approved` */
export function approveRateChange(proposal: RateChangeProposal, { approvedBy, approvedOn }: { readonly approvedBy: string; readonly approvedOn: LocalDate }): ApprovedRateChange {
  if (approvedBy.trim() === '' || approvedBy === proposal.proposedBy) throw new LoanError('rate-change-not-approved', { field: 'approvedBy' })
  return { ...proposal, status: 'approved', approvedBy, approvedOn }
}

/**
 * The event of an approved change, once the notice was delivered or the addendum signed. A higher rate changes the contract and needs the borrower's
 * signature (Civil Code, article 543); a lower one is told by notice.
 * @throws LoanError `rate-change-not-approved`, `addendum-required`, `date-invalid` when it would take effect before it was delivered
 */
export function deliverRateChange(change: ApprovedRateChange, { by, reference, on }: { readonly by: 'notice' | 'signed-addendum'; readonly reference: string; readonly on: LocalDate }): RepricingEvent {
  if (change.status !== 'approved') throw new LoanError('rate-change-not-approved', { field: 'status' })
  if (by === 'notice' && parseRate(change.toPercent) > parseRate(change.fromPercent)) throw new LoanError('addendum-required', { field: 'by' })
  if (compareDates(change.effectiveOn, on) < 0 || compareDates(on, change.approvedOn) < 0) throw new LoanError('date-invalid', { field: 'on', why: 'approval, delivery and effect come in this order' })
  return { type: 'repricing', date: change.effectiveOn, annualRatePercent: change.toPercent, basis: { kind: 'approved-change', approvedBy: change.approvedBy, by, reference } }
}

/** The event of a repricing day of a loan on a reference rate: the rate of that day plus the margin of the contract. @throws LoanError `rate-invalid` */
export function repriceToReference({ date, referencePercent, marginBasisPoints, reference }: { readonly date: LocalDate; readonly referencePercent: string; readonly marginBasisPoints: number; readonly reference: string }): RepricingEvent {
  return { type: 'repricing', date, annualRatePercent: referenceRatePlusMargin(referencePercent, marginBasisPoints), basis: { kind: 'reference-rate', reference } }
}

/** The repricing days of a loan before its end: every so many months from the start, or each 1 January. @throws LoanError `term-invalid` */
export function repricingDates({ startDate, endDate, every }: { readonly startDate: LocalDate; readonly endDate: LocalDate; readonly every: { readonly months: number } | '1 January' }): readonly LocalDate[] {
  if (every !== '1 January' && (!Number.isInteger(every.months) || every.months < 1)) throw new LoanError('term-invalid', { field: 'every/months' })
  const dates: LocalDate[] = []
  for (let count = 1; ; count++) {
    const date = every === '1 January' ? { year: startDate.year + count, month: 1, day: 1 } : addMonths(startDate, count * every.months)
    if (compareDates(date, endDate) >= 0) return dates
    dates.push(date)
  }
}
