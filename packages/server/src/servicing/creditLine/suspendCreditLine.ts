import type { Context } from '../../context.js'
import { commitAnswer } from '../../database/commitAnswer.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { creditLineTable } from '../../states/creditLine.js'
import { transition } from '../../states/transitions.js'
import { readCreditLine, type CreditLine } from './readCreditLine.js'

/**
 * Stops further drawdowns, with the reason that the contract obliges the lender to tell at the same time. What is drawn or agreed already goes on.
 * @throws LoanSigningError `not-found`, `state-conflict`
 */
export async function suspendCreditLine(context: Context, lineId: string, { reason }: { readonly reason: string }): Promise<CreditLine> {
  return move(context, lineId, { event: 'suspend', type: 'line.suspended', reason })
}

/** Lets the borrower draw again. @throws LoanSigningError `not-found`, `state-conflict` */
export async function resumeCreditLine(context: Context, lineId: string): Promise<CreditLine> {
  return move(context, lineId, { event: 'resume', type: 'line.resumed', reason: null })
}

interface Move {
  readonly event: 'suspend' | 'resume'
  readonly type: 'line.suspended' | 'line.resumed'
  readonly reason: string | null
}

async function move(context: Context, lineId: string, { event, type, reason }: Move): Promise<CreditLine> {
  return commitAnswer(context, async (tx) => {
    const found = await tx.selectFrom('credit_lines').select('contract_id').where('id', '=', lineId).executeTakeFirst()
    if (!found) throw new LoanSigningError('not-found', {}, { says: 'no credit line has this identifier' })
    const { contract_id: contractId } = found
    // The contract's row first, as whoever draws takes it.
    await tx.selectFrom('contracts').select('id').where('id', '=', contractId).forUpdate().executeTakeFirstOrThrow()
    const row = await tx.selectFrom('credit_lines').select('state').where('id', '=', lineId).executeTakeFirstOrThrow()
    const state = transition(creditLineTable, row.state, event)
    await tx.updateTable('credit_lines').set({ state, suspended_for_sealed: reason === null ? null : context.secrets.seal(reason) }).where('id', '=', lineId).execute()
    // Reasons name what people did: whoever may read the line reads them there.
    await recordEvent(tx, context, { contractId, type, actor: 'staff', data: { lineId, ...(reason === null ? {} : { reasonLength: reason.length }) } })
    return readCreditLine({ ...context, db: tx }, lineId)
  })
}
