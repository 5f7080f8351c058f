import { parseDate } from '@loansign/loan'
import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { LoanSigningError } from '../errors.js'
import { askHook } from '../events/askHook.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { requestInvalid } from '../requireShape.js'
import { servicingTable } from '../states/servicing.js'
import { transition } from '../states/transitions.js'
import { readLoan, type Loan } from './readLoan.js'

/** Records that the principal was paid out. A loan exists only once its contract is in force, so nothing can be paid out before.
 * A drawdown is paid out on the day its plan begins: its interest runs from the day of paying out, and no plan was agreed for another.
 * @throws LoanSigningError `not-found`, `state-conflict`, `hook-refused`, `request-invalid` for another day than a drawdown's own */
export async function disburseLoan(context: Context, loanId: string, { reference, on }: { readonly reference: string; readonly on: string }): Promise<Loan> {
  parseDate(on)
  const { contractId, lineId, startDate } = await readLoan(context, loanId)
  if (lineId !== null && on !== startDate) throw requestInvalid([{ pointer: '/on', expected: `${startDate}, the day its plan begins; give this drawdown up and draw again for another day` }])
  await askHook(context.hooks, 'beforeDisburse', { contractId, loanId })
  return commitAnswer(context, async (tx) => {
    const row = await tx.selectFrom('loans').select('state').where('id', '=', loanId).forUpdate().executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found', {}, { says: 'no loan has this identifier' })
    await tx.updateTable('loans').set({ state: transition(servicingTable, row.state, 'disburse'), reference, disbursed_on: on }).where('id', '=', loanId).execute()
    await recordEvent(tx, context, { contractId, type: 'loan.disbursed', actor: 'staff', data: { loanId, on } })
    return readLoan({ ...context, db: tx }, loanId)
  })
}
