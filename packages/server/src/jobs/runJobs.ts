import type { Context } from '../context.js'
import { deliverMessages } from '../contracts/deliverMessages.js'
import { deliverEvents, type Subscription } from '../events/subscriptions.js'
import { noteOverdue } from '../servicing/noteOverdue.js'
import { revokeCertificates } from '../signing/attempt/revokeCertificates.js'
import { archiveContracts } from './archiveContracts.js'
import { expireContracts } from './expireContracts.js'
import { forgetRequests } from './forgetRequests.js'
import { resumeSignatures } from './resumeSignatures.js'

/** What runs beside the requests, and how often. */
const jobs = [
  { name: 'expire-contracts', everyMs: 60_000, run: expireContracts },
  { name: 'resume-signatures', everyMs: 30_000, run: resumeSignatures },
  { name: 'deliver-messages', everyMs: 5_000, run: (context: Context) => deliverMessages(context) },
  { name: 'revoke-certificates', everyMs: 30_000, run: revokeCertificates },
  { name: 'archive-contracts', everyMs: 5_000, run: archiveContracts },
  { name: 'forget-requests', everyMs: 600_000, run: forgetRequests },
  { name: 'note-overdue', everyMs: 3_600_000, run: noteOverdue },
] as const

/** Runs every job that is due, once. Any process may: a job is a row that one process at a time claims. */
export async function runDueJobs(context: Context, { force = false } = {}): Promise<void> {
  for (const job of jobs) {
    if (!(await claim(context, job, force))) continue
    try {
      await job.run(context)
    } catch (error) {
      context.log({ level: 'error', event: `job-${job.name}`, error })
    }
  }
}

async function claim(context: Context, { name, everyMs }: (typeof jobs)[number], force: boolean): Promise<boolean> {
  const now = context.now()
  await context.db
    .insertInto('jobs')
    .values({ name, due_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return context.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('jobs').selectAll().where('name', '=', name).forUpdate().skipLocked().executeTakeFirst()
    if (!row || (!force && row.due_at > now)) return false
    await tx
      .updateTable('jobs')
      .set({ due_at: new Date(now.getTime() + everyMs) })
      .where('name', '=', name)
      .execute()
    return true
  })
}

/** Runs jobs and deliveries until it is stopped; stopping waits for what is under way. */
export function startJobs(context: Context, subscriptions: readonly Subscription[]): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const round = async (): Promise<void> => {
    try {
      await runDueJobs(context)
      for (const subscription of subscriptions) await deliverEvents(context, subscription)
    } catch (error) {
      context.log({ level: 'error', event: 'jobs', error })
    }
    if (!stopped) timer = setTimeout(start, 1000)
  }
  const start = (): void => {
    running = round()
  }
  start()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
