import { parseDate } from '@loansign/loan'
import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { LoanSigningError } from '../errors.js'
import { askHook } from '../events/askHook.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { servicingTable } from '../states/servicing.js'
import { transition } from '../states/transitions.js'
import { readLoan, type Loan } from './readLoan.js'

/** Records that the principal was paid out. A loan exists only once its contract is in force, so nothing can be paid out before.
 * @throws LoanSigningError `not-found`, `state-conflict`, `hook-refused` */
export async function disburseLoan(context: Context, loanId: string, { reference, on }: { readonly reference: string; readonly on: string }): Promise<Loan> {
  parseDate(on)
  const { contractId } = await readLoan(context, loanId)
  await askHook(context.hooks, 'beforeDisburse', { contractId, loanId })
  return commitAnswer(context, async (tx) => {
    const row = await tx.selectFrom('loans').select('state').where('id', '=', loanId).forUpdate().executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found')
    await tx.updateTable('loans').set({ state: transition(servicingTable, row.state, 'disburse'), reference, disbursed_on: on }).where('id', '=', loanId).execute()
    await recordEvent(tx, context, { contractId, type: 'loan.disbursed', actor: 'staff', data: { loanId, on } })
    return readLoan({ ...context, db: tx }, loanId)
  })
}
