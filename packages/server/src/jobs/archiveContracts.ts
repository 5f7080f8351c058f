import type { Context } from '../context.js'
import { archiveContract } from '../signing/archive/archiveContract.js'
import { keepRevocationData } from '../signing/archive/keepRevocationData.js'

const most = 20
const firstWaitMs = 60_000
const longestWaitMs = 6 * 3_600_000
/** So often an authority may say that it has nothing new yet, some ten hours, before somebody should look. */
const patientTries = 9

/**
 * After each signature keeps what authorities say about the signer's certificate; archives contracts that came into force; renews what was archived before its timestamp grows too old.
 * What fails is tried again, less and less often.
 */
export async function archiveContracts(context: Context): Promise<void> {
  const now = context.now()
  const due = await context.db.selectFrom('contracts').select(['id', 'state', 'archive_tries']).where('archive_at', '<=', now)
    .where('state', 'in', ['inSigning', 'fullySigned', 'effective']).orderBy('archive_at').limit(most).execute()
  for (const { id, state, archive_tries: tries } of due) {
    const whileDue = context.db.updateTable('contracts').where('id', '=', id).where('state', '=', state).where('archive_at', '<=', now)
    try {
      if (state === 'effective') await archiveContract(context, id)
      else {
        await keepRevocationData(context, id)
        // Somebody may have signed meanwhile, and made it due anew.
        await whileDue.set({ archive_at: null, archive_tries: 0 }).execute()
      }
    } catch (error) {
      const wait = Math.min(firstWaitMs * 2 ** tries, longestWaitMs)
      const { numUpdatedRows } = await whileDue.set({ archive_at: new Date(now.getTime() + wait), archive_tries: tries + 1 }).executeTakeFirst()
      // Another process was faster.
      if (numUpdatedRows === 0n) continue
      context.log({ level: isRetryable(error) && tries < patientTries ? 'info' : 'error', event: 'contract-not-archived', error })
    }
  }
}

const isRetryable = (error: unknown): boolean => (error as { readonly retryable?: unknown } | null)?.retryable === true
