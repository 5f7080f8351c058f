import type { EventName } from '@loansign/protocol'
import { sql } from 'kysely'
import type { Context } from '../context.js'

/** What an event carries beyond its contract, for those a lender's systems act on. The others carry facts for the record. */
export interface EventData {
  readonly 'contract.delivered': { readonly signer: string; readonly deliveredAt: string }
  /** A contract of one loan, or of a line that is drawn in parts. */
  readonly 'contract.effective': { readonly loanId: string; readonly lineId?: undefined } | { readonly lineId: string; readonly loanId?: undefined }
  readonly 'drawdown.agreed': { readonly lineId: string; readonly loanId: string; readonly amount: string; readonly on: string }
  readonly 'drawdown.cancelled': { readonly lineId: string; readonly loanId: string }
  /** The reason is told by `lines.get`. */
  readonly 'line.suspended': { readonly lineId: string }
  readonly 'line.resumed': { readonly lineId: string }
  readonly 'loan.disbursed': { readonly loanId: string; readonly on: string }
  readonly 'repayment.received': { readonly loanId: string; readonly amount: string; readonly on: string }
  readonly 'repayment.overdue': { readonly loanId: string; readonly instalments: readonly number[]; readonly days: number }
  readonly 'loan.settled': { readonly loanId: string; readonly on: string }
}

/** An event as a subscriber gets it: at least once, in order for each contract. `type` tells what `data` holds. */
export type LoanSigningEvent<Name extends EventName = EventName> = { [Each in Name]: EventOf<Each> }[Name]

interface EventOf<Name extends EventName> {
  /** The same on every delivery: use it as an idempotency key. */
  readonly id: string
  readonly type: Name
  readonly contractId: string
  /** 1, 2, 3 … for each contract. */
  readonly sequence: number
  readonly at: string
  readonly data: Name extends keyof EventData ? EventData[Name] : Readonly<Record<string, unknown>>
}

export interface Subscription<Name extends EventName = EventName> {
  /** Durable: deliveries of a name go on after a restart. */
  readonly name: string
  readonly events: readonly Name[] | 'all'
  handle(event: LoanSigningEvent<Name>): void | Promise<void>
}

const most = 10
const leaseMs = 60_000

/** Delivers what is due to one subscription. Gives the number of events handled. */
export async function deliverEvents(context: Context, subscription: Subscription): Promise<number> {
  await enqueue(context, subscription)
  let handled = 0
  for (;;) {
    const row = await claim(context, subscription.name)
    if (!row) return handled
    // What each event carries is written beside recordEvent; the table of types says the same.
    const event = {
      id: `evt_${row.outbox_id}`, type: row.type as EventName, contractId: row.contract_id, sequence: row.sequence, at: row.at.toISOString(), data: row.data,
    } as LoanSigningEvent
    try {
      await subscription.handle(event)
      await context.db.updateTable('deliveries').set({ state: 'done', leased_until: null }).where('subscription', '=', subscription.name).where('outbox_id', '=', row.outbox_id).execute()
      handled++
    } catch (error) {
      // The tenth failure is a dead letter: the contract's stream stands still until an operator skips it.
      const attempts = row.attempts + 1
      context.log({ level: 'error', event: 'subscriber-failed', error })
      await context.db.updateTable('deliveries')
        .set({ state: attempts >= most ? 'dead' : 'due', attempts, leased_until: null, next_at: new Date(context.now().getTime() + Math.min(3_600_000, 1000 * 2 ** attempts)), last_error: (error as Error).name })
        .where('subscription', '=', subscription.name).where('outbox_id', '=', row.outbox_id).execute()
    }
  }
}

/** Turns new outbox rows into deliveries of this subscription. */
async function enqueue(context: Context, { name, events }: Subscription): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await tx.insertInto('subscriptions').values({ name, since_outbox_id: '0' }).onConflict((conflict) => conflict.doNothing()).execute()
    const { since_outbox_id: since } = await tx.selectFrom('subscriptions').select('since_outbox_id').where('name', '=', name).forUpdate().executeTakeFirstOrThrow()
    // Identity numbers are given before commit: a row younger than the oldest running transaction may still be overtaken.
    let query = tx.selectFrom('outbox').select(['id', 'contract_id', 'type']).where('id', '>', since).orderBy('id').limit(500)
    query = query.where(sql<boolean>`outbox.xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`)
    const rows = await query.execute()
    const wanted = rows.filter(({ type }) => events === 'all' || (events as readonly string[]).includes(type))
    if (wanted.length > 0) {
      await tx.insertInto('deliveries').values(wanted.map((row) => ({ subscription: name, outbox_id: row.id, contract_id: row.contract_id, state: 'due' as const, next_at: context.now() })))
        .onConflict((conflict) => conflict.doNothing()).execute()
    }
    const last = rows.at(-1)
    if (last) await tx.updateTable('subscriptions').set({ since_outbox_id: last.id }).where('name', '=', name).execute()
  })
}

/** The oldest due delivery of a contract that has none before it. */
async function claim(context: Context, name: string) {
  return context.db.transaction().execute(async (tx) => {
    const now = context.now()
    const row = await tx.selectFrom('deliveries').innerJoin('outbox', 'outbox.id', 'deliveries.outbox_id')
      .select(['deliveries.outbox_id', 'deliveries.contract_id', 'deliveries.attempts', 'outbox.type', 'outbox.sequence', 'outbox.at', 'outbox.data'])
      .where('deliveries.subscription', '=', name).where('deliveries.state', '=', 'due').where('deliveries.next_at', '<=', now)
      .where((eb) => eb.or([eb('deliveries.leased_until', 'is', null), eb('deliveries.leased_until', '<', now)]))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('deliveries as earlier').select('earlier.outbox_id').where('earlier.subscription', '=', name)
          .whereRef('earlier.contract_id', '=', 'deliveries.contract_id').whereRef('earlier.outbox_id', '<', 'deliveries.outbox_id').where('earlier.state', '!=', 'done'))))
      .orderBy('deliveries.outbox_id').limit(1).forUpdate('deliveries').skipLocked().executeTakeFirst()
    if (!row) return undefined
    await tx.updateTable('deliveries').set({ leased_until: new Date(now.getTime() + leaseMs) }).where('subscription', '=', name).where('outbox_id', '=', row.outbox_id).execute()
    return row
  })
}
