import { buildSchedule, parseDate, parseMoney, toDecimal, formatDate } from '@loansign/loan'
import type { Context, Tx } from '../context.js'
import { newIdentifier } from '../database/identifiers.js'
import type { LoanTermsRow } from '../database/schema.js'

/** Makes the loan of a contract that came into force, with its schedule. */
export async function openLoan(tx: Tx, context: Context, { contractId, terms }: { readonly contractId: string; readonly terms: LoanTermsRow }): Promise<string> {
  const id = newIdentifier(context, 'loa')
  await tx.insertInto('loans').values({
    id, contract_id: contractId, state: 'pendingDisbursement', currency: terms.currency, principal: terms.principal, annual_rate: terms.annualRatePercent, start_date: terms.startDate,
  }).execute()
  const schedule = buildSchedule({
    principal: parseMoney(terms.principal), annualRatePercent: terms.annualRatePercent, termMonths: terms.termMonths, method: terms.repaymentMethod,
    startDate: parseDate(terms.startDate), firstDueDate: parseDate(terms.firstDueDate),
  })
  await tx.insertInto('instalments').values(
    schedule.map(({ number, dueDate, principal, interest }) => ({ loan_id: id, number, due_date: formatDate(dueDate), principal: toDecimal(principal), interest: toDecimal(interest) })),
  ).execute()
  return id
}
