import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { LoanSigningError } from '../errors.js'
import { applicationTable } from '../states/application.js'
import { transition } from '../states/transitions.js'
import { readApplication, type Application } from './readApplication.js'

/** A named person approves or rejects.
 * @throws LoanSigningError `not-found`, `state-conflict` */
export async function decideApplication(context: Context, id: string, decision: { readonly event: 'approve' | 'reject'; readonly by: string }): Promise<Application> {
  return commitAnswer(context, async (tx) => {
    const row = await tx.selectFrom('applications').select('state').where('id', '=', id).forUpdate().executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found', {}, { says: 'no application has this identifier' })
    await tx.updateTable('applications').set({ state: transition(applicationTable, row.state, decision.event), decided_by: decision.by }).where('id', '=', id).execute()
    return readApplication({ ...context, db: tx }, id)
  })
}
