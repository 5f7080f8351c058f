import { classificationFloor, openAmount, overdueAt, parseDate, parseMoney, toDecimal, type Classification, type ServicedInstalment } from '@loansign/loan'
import type { Context, Db, Tx } from '../context.js'
import type { DrawdownRow, LoanTermsRow } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'

export interface Loan {
  readonly id: string
  readonly contractId: string
  /** `cancelled`: a drawdown that was given up before it was paid out. */
  readonly state: 'pendingDisbursement' | 'active' | 'settled' | 'cancelled'
  /** The line it was drawn on; null for the one loan of a contract. */
  readonly lineId: string | null
  /** What was agreed when it was drawn; null for the one loan of a contract. */
  readonly drawdown: LoanDrawdown | null
  readonly currency: string
  readonly principal: string
  readonly outstandingPrincipal: string
  readonly overdueAmount: string
  readonly daysOverdue: number
  readonly classification: Classification
  /** Interest runs from this day. */
  readonly startDate: string
  readonly disbursedOn: string | null
  /** Oldest first. */
  readonly repayments: readonly { readonly amount: string; readonly on: string; readonly reference: string }[]
  readonly schedule: readonly { readonly number: number; readonly dueDate: string; readonly principal: string; readonly interest: string; readonly paid: string }[]
}

export interface LoanDrawdown {
  /** 1, 2, 3 … within its line. */
  readonly number: number
  /** The lender's own; null for one that was agreed in the contract. */
  readonly reference: string | null
  readonly purpose: string
  readonly termMonths: number
  readonly repaymentMethod: LoanTermsRow['repaymentMethod']
}

/** A loan as of today, with what is derived: overdue and class. @throws LoanSigningError `not-found` */
export async function readLoan(context: Context, loanId: string): Promise<Loan> {
  const row = await context.db.selectFrom('loans').selectAll().where('id', '=', loanId).executeTakeFirst()
  if (!row) throw new LoanSigningError('not-found', {}, { says: 'no loan has this identifier' })
  const instalments = await readInstalments(context.db, loanId)
  const repayments = await context.db.selectFrom('repayments').select(['amount', 'on_date', 'reference']).where('loan_id', '=', loanId).orderBy('on_date').orderBy('id').execute()
  const overdue = row.state === 'active' ? overdueAt(instalments, today(context)) : { days: 0, amount: 0n }
  return {
    id: row.id,
    contractId: row.contract_id,
    state: row.state as Loan['state'],
    lineId: row.line_id,
    drawdown: row.drawdown === null ? null : drawdownOf(row.drawdown),
    currency: row.currency,
    principal: row.principal,
    outstandingPrincipal: row.state === 'cancelled' ? '0.00' : toDecimal(instalments.reduce((sum, { principal, paidPrincipal }) => sum + principal - paidPrincipal, 0n)),
    overdueAmount: toDecimal(overdue.amount),
    daysOverdue: overdue.days,
    classification: classificationFloor(overdue.days),
    startDate: row.start_date,
    disbursedOn: row.disbursed_on,
    repayments: repayments.map(({ amount, on_date: on, reference }) => ({ amount: toDecimal(parseMoney(amount)), on, reference })),
    schedule: instalments.map((instalment) => ({
      number: instalment.number,
      dueDate: instalment.dueText,
      principal: toDecimal(instalment.principal),
      interest: toDecimal(instalment.interest),
      paid: toDecimal(instalment.principal + instalment.interest - openAmount(instalment)),
    })),
  }
}

const drawdownOf = ({ number, reference, purpose, termMonths, repaymentMethod }: DrawdownRow): LoanDrawdown => ({ number, reference, purpose, termMonths, repaymentMethod })

export async function listLoans(context: Context): Promise<readonly Loan[]> {
  const rows = await context.db.selectFrom('loans').select('id').orderBy('id').limit(500).execute()
  return Promise.all(rows.map(({ id }) => readLoan(context, id)))
}

export type InstalmentRow = ServicedInstalment & { readonly dueText: string; readonly overdueNotedOn: string | null }

export async function readInstalments(db: Db | Tx, loanId: string): Promise<InstalmentRow[]> {
  const rows = await db.selectFrom('instalments').selectAll().where('loan_id', '=', loanId).orderBy('number').execute()
  return rows.map((row) => ({
    number: row.number,
    dueDate: parseDate(row.due_date),
    dueText: row.due_date,
    principal: parseMoney(row.principal),
    interest: parseMoney(row.interest),
    paidPrincipal: parseMoney(row.paid_principal),
    paidInterest: parseMoney(row.paid_interest),
    overdueNotedOn: row.overdue_noted_on,
  }))
}

/** The calendar day, in UTC: a lender in another zone passes its own `now`. */
export function today(context: Pick<Context, 'now'>): ReturnType<typeof parseDate> {
  return parseDate(context.now().toISOString().slice(0, 10))
}
