import { buildSchedule, formatDate, parseDate, parseMoney, toDecimal, type Season } from '@loansign/loan'
import type { Context, Tx } from '../context.js'
import { newIdentifier } from '../database/identifiers.js'
import type { DrawdownRow, LoanTermsRow } from '../database/schema.js'

/** What a schedule is made of. */
export type PlanTerms = Pick<LoanTermsRow, 'principal' | 'annualRatePercent' | 'termMonths' | 'repaymentMethod' | 'startDate' | 'firstDueDate'>

export interface OpenLoanOptions {
  readonly contractId: string
  readonly currency: string
  readonly plan: PlanTerms
  /** In these months principal is repaid, where the product has a season. */
  readonly season?: Season | undefined
  /** For a drawdown: its line, and what was agreed. */
  readonly drawdown?: DrawdownRow & { readonly lineId: string }
}

/**
 * Makes a loan with the schedule that @loansign/loan has for its terms: the one that is printed in the contract, or a drawdown's own.
 * @throws LoanError when the terms make no schedule
 */
export async function openLoan(tx: Tx, context: Context, { contractId, currency, plan, season, drawdown }: OpenLoanOptions): Promise<string> {
  const schedule = buildSchedule({
    principal: parseMoney(plan.principal), annualRatePercent: plan.annualRatePercent, termMonths: plan.termMonths, method: plan.repaymentMethod,
    startDate: parseDate(plan.startDate), firstDueDate: parseDate(plan.firstDueDate), ...(season === undefined ? {} : { season }),
  })
  const id = newIdentifier(context, 'loa')
  const { lineId = null, ...agreed } = drawdown ?? {}
  await tx.insertInto('loans').values({
    id, contract_id: contractId, state: 'pendingDisbursement', currency, principal: plan.principal, annual_rate: plan.annualRatePercent, start_date: plan.startDate,
    line_id: lineId, drawdown: lineId === null ? null : JSON.stringify(agreed),
  }).execute()
  await tx.insertInto('instalments').values(
    schedule.map(({ number, dueDate, principal, interest }) => ({ loan_id: id, number, due_date: formatDate(dueDate), principal: toDecimal(principal), interest: toDecimal(interest) })),
  ).execute()
  return id
}
