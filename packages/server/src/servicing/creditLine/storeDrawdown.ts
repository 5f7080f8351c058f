import type { Selectable } from 'kysely'
import type { Context, Tx } from '../../context.js'
import type { DrawdownRow, Schema } from '../../database/schema.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { openLoan } from '../openLoan.js'

/** A drawdown becomes a loan of its own, at the line's rate and with a plan of its own, and waits to be paid out. @throws LoanError when its terms make no schedule */
export async function storeDrawdown(tx: Tx, context: Context, line: Selectable<Schema['credit_lines']>, drawdown: DrawdownRow): Promise<string> {
  const { id: lineId, contract_id: contractId, currency, annual_rate: annualRatePercent } = line
  const loanId = await openLoan(tx, context, { contractId, currency, plan: { ...drawdown, annualRatePercent }, drawdown: { ...drawdown, lineId } })
  const actor = drawdown.reference === null ? 'system' : 'staff'
  await recordEvent(tx, context, { contractId, type: 'drawdown.agreed', actor, data: { lineId, loanId, amount: drawdown.principal, on: drawdown.startDate } })
  return loanId
}
