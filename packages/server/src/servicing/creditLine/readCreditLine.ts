import { classificationFloor, isAvailableOn, parseMoney, toDecimal, type Classification } from '@loansign/loan'
import type { Context } from '../../context.js'
import { LoanSigningError } from '../../errors.js'
import type { GeneratedCreditLine } from '../../ports/contractEngine.js'
import { readLoan, today, type Loan } from '../readLoan.js'
import { lineTerms, useOf } from './useOf.js'

/** A line as its contract says, and as it is today. Amounts are major units with two decimals. */
export interface CreditLine extends Omit<GeneratedCreditLine, 'drawdowns'> {
  readonly id: string
  readonly contractId: string
  readonly state: 'open' | 'suspended'
  /** Why the lender stopped further drawdowns; null while they are not stopped. */
  readonly suspendedFor: string | null
  /** Principal paid out and not repaid. */
  readonly outstandingPrincipal: string
  /** Drawdowns agreed and not paid out yet. */
  readonly promised: string
  /** What the limit leaves, whenever it may be drawn. */
  readonly undrawn: string
  /** What may be drawn today: nothing while suspended, before the first day and after the last. */
  readonly available: string
  /** Of all drawdowns together. */
  readonly overdueAmount: string
  /** Of the drawdown that is longest overdue. */
  readonly daysOverdue: number
  /** The worst of its drawdowns. */
  readonly classification: Classification
  /** In the order they were agreed; each is a loan of its own. */
  readonly drawdowns: readonly Loan[]
}

/** A line with its drawdowns, and what is derived from them. @throws LoanSigningError `not-found` */
export async function readCreditLine(context: Context, lineId: string): Promise<CreditLine> {
  const row = await context.db.selectFrom('credit_lines').selectAll().where('id', '=', lineId).executeTakeFirst()
  if (!row) throw new LoanSigningError('not-found', {}, { says: 'no credit line has this identifier' })
  const ids = await context.db.selectFrom('loans').select(['id', 'drawdown']).where('line_id', '=', lineId).execute()
  const drawdowns: Loan[] = []
  for (const { id } of ids.sort((a, b) => a.drawdown!.number - b.drawdown!.number)) drawdowns.push(await readLoan(context, id))
  const { undrawn } = await useOf(context.db, row)
  const sum = (loans: readonly Loan[], pick: (loan: Loan) => string): string => toDecimal(loans.reduce((total, loan) => total + parseMoney(pick(loan)), 0n))
  const isOpen = row.state === 'open' && isAvailableOn(lineTerms(row), today(context))
  const daysOverdue = Math.max(0, ...drawdowns.map((loan) => loan.daysOverdue))
  return {
    id: row.id,
    contractId: row.contract_id,
    state: row.state as CreditLine['state'],
    suspendedFor: row.suspended_for_sealed === null ? null : context.secrets.open<string>(row.suspended_for_sealed),
    currency: row.currency,
    limit: row.credit_limit,
    annualRatePercent: row.annual_rate,
    availableFrom: row.available_from,
    availableUntil: row.available_until,
    revolving: row.revolving,
    longestTermMonths: row.longest_term_months,
    outstandingPrincipal: sum(drawdowns.filter(({ state }) => state === 'active'), ({ outstandingPrincipal }) => outstandingPrincipal),
    promised: sum(drawdowns.filter(({ state }) => state === 'pendingDisbursement'), ({ principal }) => principal),
    undrawn: toDecimal(undrawn),
    available: isOpen ? toDecimal(undrawn) : '0.00',
    overdueAmount: sum(drawdowns, ({ overdueAmount }) => overdueAmount),
    daysOverdue,
    classification: classificationFloor(daysOverdue),
    drawdowns,
  }
}

/** At most 500. */
export async function listCreditLines(context: Context): Promise<readonly CreditLine[]> {
  const rows = await context.db.selectFrom('credit_lines').select('id').orderBy('id').limit(500).execute()
  return Promise.all(rows.map(({ id }) => readCreditLine(context, id)))
}
