import { buildSchedule, parseDate, parseMoney, toDecimal, formatDate, type Season } from '@loansign/loan'
import type { Context, Tx } from '../context.js'
import { newIdentifier } from '../database/identifiers.js'
import type { LoanTermsRow, ProductTermsRow } from '../database/schema.js'

export interface OpenLoanOptions {
  readonly contractId: string
  readonly terms: LoanTermsRow
  /** Of these a season changes the schedule. */
  readonly productTerms: ProductTermsRow | null
}

/** Makes the loan of a contract that came into force, with its schedule: the one that is printed in it. */
export async function openLoan(tx: Tx, context: Context, { contractId, terms, productTerms }: OpenLoanOptions): Promise<string> {
  const id = newIdentifier(context, 'loa')
  const season = productTerms?.season as Season | undefined
  await tx.insertInto('loans').values({
    id, contract_id: contractId, state: 'pendingDisbursement', currency: terms.currency, principal: terms.principal, annual_rate: terms.annualRatePercent, start_date: terms.startDate,
  }).execute()
  const schedule = buildSchedule({
    principal: parseMoney(terms.principal), annualRatePercent: terms.annualRatePercent, termMonths: terms.termMonths, method: terms.repaymentMethod,
    startDate: parseDate(terms.startDate), firstDueDate: parseDate(terms.firstDueDate), ...(season === undefined ? {} : { season }),
  })
  await tx.insertInto('instalments').values(
    schedule.map(({ number, dueDate, principal, interest }) => ({ loan_id: id, number, due_date: formatDate(dueDate), principal: toDecimal(principal), interest: toDecimal(interest) })),
  ).execute()
  return id
}
