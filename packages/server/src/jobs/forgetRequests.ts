import type { Context } from '../context.js'

const answersKeptMs = 7 * 86_400_000
const codeSendsKeptMs = 86_400_000

/** Forgets what no request can refer to any more: proofs outside their window, answers nobody repeats, sends no limit counts. */
export async function forgetRequests(context: Context): Promise<void> {
  const now = context.now().getTime()
  await context.db.deleteFrom('proofs').where('expires_at', '<', new Date(now)).execute()
  await context.db
    .deleteFrom('idempotency')
    .where('created_at', '<', new Date(now - answersKeptMs))
    .execute()
  await context.db
    .deleteFrom('code_sends')
    .where('sent_at', '<', new Date(now - codeSendsKeptMs))
    .execute()
}
