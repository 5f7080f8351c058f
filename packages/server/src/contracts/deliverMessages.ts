import type { Context } from '../context.js'
import { noteDelivered } from './noteDelivered.js'

/** A text message as it waits, encrypted, in the table `messages`. */
export interface TextMessage {
  readonly to: string
  readonly text: string
  /** Whose link it carries. */
  readonly signerId?: string
}

export interface DeliverMessagesOptions {
  /** Only those of one contract; all that are due unless given. */
  readonly contractId?: string
}

const longestPauseMs = 3_600_000

/**
 * Hands waiting messages to the messenger: at least once each, and again with growing pauses while it fails. A message is forgotten once
 * it was handed over, for it holds a link. Called after the transaction that queued one, and by a job.
 */
export async function deliverMessages(context: Context, { contractId }: DeliverMessagesOptions = {}): Promise<void> {
  for (;;) {
    const row = await claim(context, contractId)
    if (!row) return
    try {
      const { signerId, ...message } = context.secrets.open<TextMessage>(row.message_sealed)
      const { deliveredAt } = await context.messenger.sendText(message)
      await context.db.deleteFrom('messages').where('id', '=', row.id).execute()
      if (signerId !== undefined && deliveredAt !== undefined) await noteDelivered(context, row.contract_id, { signerId, deliveredAt })
    } catch (error) {
      context.log({ level: 'error', event: 'message-not-sent', error })
    }
  }
}

/** Takes the oldest due message; when it will be due again says how long the others leave it alone. */
async function claim(context: Context, contractId: string | undefined) {
  return context.db.transaction().execute(async (tx) => {
    const now = context.now()
    let due = tx.selectFrom('messages').selectAll().where('next_at', '<=', now)
    if (contractId !== undefined) due = due.where('contract_id', '=', contractId)
    const row = await due.orderBy('id').limit(1).forUpdate().skipLocked().executeTakeFirst()
    if (!row) return undefined
    const attempts = row.attempts + 1
    const pauseMs = Math.min(longestPauseMs, 5_000 * 2 ** attempts)
    await tx
      .updateTable('messages')
      .set({ attempts, next_at: new Date(now.getTime() + pauseMs) })
      .where('id', '=', row.id)
      .execute()
    return row
  })
}
