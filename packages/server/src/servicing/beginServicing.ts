import type { Season } from '@loansign/loan'
import type { Context, Tx } from '../context.js'
import type { CreditLineRow, LoanTermsRow, ProductTermsRow } from '../database/schema.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { openCreditLine } from './creditLine/openCreditLine.js'
import { openLoan } from './openLoan.js'

export interface BeginServicingOptions {
  readonly contractId: string
  readonly loan: LoanTermsRow
  readonly terms: ProductTermsRow | null
  /** Kept when the contract was frozen; null where it is of one loan. */
  readonly line: CreditLineRow | null
}

/** A contract came into force: its loan exists from now on, or its line with the drawdowns that were agreed in it. */
export async function beginServicing(tx: Tx, context: Context, { contractId, loan, terms, line }: BeginServicingOptions): Promise<void> {
  if (line !== null) return openCreditLine(tx, context, { contractId, line })
  const loanId = await openLoan(tx, context, { contractId, currency: loan.currency, plan: loan, season: terms?.season as Season | undefined })
  await recordEvent(tx, context, { contractId, type: 'contract.effective', actor: 'system', data: { loanId } })
}
