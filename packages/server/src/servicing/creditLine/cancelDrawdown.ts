import type { Context } from '../../context.js'
import { commitAnswer } from '../../database/commitAnswer.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { drawdownTable, servicingTable } from '../../states/servicing.js'
import { transition } from '../../states/transitions.js'
import { readLoan, type Loan } from '../readLoan.js'

/**
 * Gives a drawdown up that was not paid out; its line has the amount again. A contract's own loan cannot be given up: its contract would be.
 * @throws LoanSigningError `not-found`, `state-conflict`
 */
export async function cancelDrawdown(context: Context, loanId: string, { reason }: { readonly reason: string }): Promise<Loan> {
  return commitAnswer(context, async (tx) => {
    const row = await tx.selectFrom('loans').selectAll().where('id', '=', loanId).forUpdate().executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found', {}, { says: 'no loan has this identifier' })
    const state = transition(row.line_id === null ? servicingTable : drawdownTable, row.state, 'cancel')
    await tx.updateTable('loans').set({ state }).where('id', '=', loanId).execute()
    await recordEvent(tx, context, { contractId: row.contract_id, type: 'drawdown.cancelled', actor: 'staff', data: { lineId: row.line_id, loanId, reasonLength: reason.length } })
    return readLoan({ ...context, db: tx }, loanId)
  })
}
