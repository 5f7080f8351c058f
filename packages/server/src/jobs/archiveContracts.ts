import type { Context } from '../context.js'
import { archiveContract } from '../signing/archiveContract.js'

const most = 20
const firstWaitMs = 60_000
const longestWaitMs = 6 * 3_600_000
/** So often an authority may say that it has nothing new yet, some ten hours, before somebody should look. */
const patientTries = 9

/** Archives contracts that came into force, and renews what was archived before its timestamp grows too old. What fails is tried again, less and less often. */
export async function archiveContracts(context: Context): Promise<void> {
  const now = context.now()
  const due = await context.db.selectFrom('contracts').select(['id', 'archive_tries']).where('archive_at', '<=', now).orderBy('archive_at').limit(most).execute()
  for (const { id, archive_tries: tries } of due) {
    try {
      await archiveContract(context, id)
    } catch (error) {
      const wait = Math.min(firstWaitMs * 2 ** tries, longestWaitMs)
      const { numUpdatedRows } = await context.db.updateTable('contracts').set({ archive_at: new Date(now.getTime() + wait), archive_tries: tries + 1 })
        .where('id', '=', id).where('archive_at', '<=', now).executeTakeFirst()
      // Another process was faster.
      if (numUpdatedRows === 0n) continue
      context.log({ level: isRetryable(error) && tries < patientTries ? 'info' : 'error', event: 'contract-not-archived', error })
    }
  }
}

const isRetryable = (error: unknown): boolean => (error as { readonly retryable?: unknown } | null)?.retryable === true
