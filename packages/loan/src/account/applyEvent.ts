import { round } from '../amount/fraction.js'
import { parseRate } from '../amount/rate.js'
import { LoanError } from '../errors.js'
import { addFee, chargePenalties, currentAmount, draw, interestTo, openBalance, openDue, payDue, planAnew, takeBack, type Ledger } from './ledger.js'
import type { LoanEvent, PrepaymentEvent, RepricingEvent } from './loanEvent.js'

/** One event upon the ledger. The first disbursement made it; this one is a later one. @throws LoanError as replayLoan says */
export function applyEvent(ledger: Ledger, event: LoanEvent, field: string): void {
  chargePenalties(ledger, event.date)
  switch (event.type) {
    case 'disbursement':
      if (ledger.planned.length === 0) throw new LoanError('event-invalid', { field: `${field}/date`, why: 'no instalment is to come' })
      return draw(ledger, event.date, event.amount)
    case 'repayment':
      if (event.amount <= 0n) throw new LoanError('amount-invalid', { field: `${field}/amount` })
      return payDue(ledger, event.amount)
    case 'fee':
      if (event.amount <= 0n) throw new LoanError('amount-invalid', { field: `${field}/amount` })
      addFee(ledger, event.date, event.amount)
      return payDue(ledger, 0n)
    case 'prepayment': return prepay(ledger, event, field)
    case 'repricing': return reprice(ledger, event, field)
    default: throw new LoanError('status' in (event as object) ? 'rate-change-not-approved' : 'event-invalid', { field: `${field}/type` })
  }
}

function prepay(ledger: Ledger, event: PrepaymentEvent, field: string): void {
  const refuse = (why: string, name = 'amount'): never => {
    throw new LoanError('prepayment-invalid', { field: `${field}/${name}`, why })
  }
  const { method, rounding } = ledger.remainder
  if (openDue(ledger) > 0n) refuse('what is due is paid first', 'date')
  const open = openBalance(ledger)
  if (open === 0n) refuse('no principal is left', 'date')
  if (event.effect === 'shorter-term' && (method === 'interest-only' || method === 'bullet') && event.amount !== 'all') refuse('principal comes at the end in any case', 'effect')
  const { interest: exact, elapsed } = interestTo(ledger, event.date)
  const interest = round(exact, rounding)
  const needed = interest + open
  // Money that waits pays too, and what is beyond the loan waits on.
  const money = event.amount === 'all' ? (needed > ledger.credit ? needed : ledger.credit) : event.amount + ledger.credit
  if (money <= interest) refuse('it does not reach the principal')
  const principal = money - interest < open ? money - interest : open
  const kept = event.effect === 'shorter-term' ? currentAmount(ledger, ledger.remainder.dues.findIndex(({ repaysPrincipal }) => repaysPrincipal)) : null
  ledger.credit = money - interest - principal
  takeBack(ledger, principal)
  ledger.elapsed = elapsed
  ledger.carried = { numerator: 0n, denominator: 1n }
  ledger.early.push({ date: event.date, principal, interest })
  planAnew(ledger, kept === null ? { from: event.date } : { from: event.date, amount: { value: kept, endsSooner: true } })
}

function reprice(ledger: Ledger, event: RepricingEvent, field: string): void {
  if (event.basis?.kind !== 'reference-rate' && !(event.basis?.kind === 'approved-change' && event.basis.approvedBy !== '')) throw new LoanError('rate-change-not-approved', { field: `${field}/basis` })
  const rate = parseRate(event.annualRatePercent, `${field}/annualRatePercent`)
  const { interest, elapsed } = interestTo(ledger, event.date)
  ledger.carried = interest
  ledger.elapsed = elapsed
  ledger.remainder = { ...ledger.remainder, rate }
  if (ledger.planned.length > 0) planAnew(ledger, { from: event.date })
}
