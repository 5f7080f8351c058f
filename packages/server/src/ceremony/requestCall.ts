import type { Context } from '../context.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { actorOf, inCeremony } from './signerSession.js'

export interface RequestCallOptions {
  /** The clause the question is about. */
  readonly clauseId?: string | undefined
}

/** Asks the loan officer to call: an event for the lender's desk. */
export function requestCall(context: Context, signerId: string, { clauseId }: RequestCallOptions): Promise<{ requestedAt: string }> {
  return inCeremony(context, signerId, async (tx, { contract }) => {
    const actor = actorOf(signerId)
    await recordEvent(tx, context, { contractId: contract.id, type: 'call.requested', actor, data: { clause: clauseId ?? null } })
    return { requestedAt: context.now().toISOString() }
  })
}
