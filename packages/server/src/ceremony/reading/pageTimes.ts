import type { Selectable } from 'kysely'
import type { Context, Db, Tx } from '../../context.js'
import type { Schema } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { actorOf, type Ceremony, type DocumentRow } from '../signerSession.js'

export type PageRow = Selectable<Schema['page_times']>

export interface PageReference {
  readonly documentId: string
  /** From 1. */
  readonly page: number
}

/** Page-scaled minimum: 3 seconds a page up to 2 pages, 5 up to 5, 10 beyond, unless the installation says otherwise (up to 999). */
export function minimumSeconds(context: Context, { pages }: Pick<DocumentRow, 'pages'>): number {
  const scaled = pages <= 2 ? 3 : pages <= 5 ? 5 : 10
  return context.settings.pageSeconds ?? scaled
}

export interface PageClock {
  readonly remainingSeconds: number
  readonly read: boolean
  readonly serverTime: string
}

/** What the element counts down from. */
export function pageClock(context: Context, document: DocumentRow, row: PageRow | undefined): PageClock {
  const serverTime = context.now().toISOString()
  if (row?.read_at) return { remainingSeconds: 0, read: true, serverTime }
  const missingMs = minimumSeconds(context, document) * 1000 - elapsedMs(context, document, row)
  return { remainingSeconds: Math.max(0, Math.ceil(missingMs / 100) / 10), read: false, serverTime }
}

/** Every page of this signer that was opened at least once. */
export function readPageRows(db: Db | Tx, signerId: string): Promise<PageRow[]> {
  return db.selectFrom('page_times').selectAll().where('signer_id', '=', signerId).execute()
}

export function findPage(rows: readonly PageRow[], { documentId, page }: PageReference): PageRow | undefined {
  return rows.find((row) => row.document_id === documentId && row.page === page)
}

/** @throws LoanSigningError `not-found` */
export function documentOf({ documents }: Pick<Ceremony, 'documents'>, documentId: string): DocumentRow {
  const document = documents.find(({ id }) => id === documentId)
  if (!document) throw new LoanSigningError('not-found')
  return document
}

/**
 * Milliseconds a page was open so far, the running interval included. More than the minimum never counts: what a dead phone left
 * running is no reading time.
 */
export function elapsedMs(context: Context, document: DocumentRow, row: Pick<PageRow, 'elapsed_ms' | 'opened_at'> | undefined): number {
  const running = row?.opened_at ? Math.max(0, context.now().getTime() - row.opened_at.getTime()) : 0
  return Math.min(minimumSeconds(context, document) * 1000, (row?.elapsed_ms ?? 0) + running)
}

/** Ends the running interval of the page that is open, whichever session opened it; with the minimum reached the page counts as read. */
export async function closeOpenPage(tx: Tx, context: Context, ceremony: Ceremony): Promise<void> {
  const { signer, contract } = ceremony
  const open = await tx
    .selectFrom('page_times')
    .selectAll()
    .where('signer_id', '=', signer.id)
    .where('opened_at', 'is not', null)
    .executeTakeFirst()
  if (!open) return
  const document = documentOf(ceremony, open.document_id)
  const elapsed = elapsedMs(context, document, open)
  const isRead = elapsed >= minimumSeconds(context, document) * 1000
  await tx
    .updateTable('page_times')
    .set({ elapsed_ms: elapsed, opened_at: null, read_at: isRead ? context.now() : null })
    .where('signer_id', '=', signer.id)
    .where('document_id', '=', open.document_id)
    .where('page', '=', open.page)
    .execute()
  if (!isRead) return
  await recordEvent(tx, context, {
    contractId: contract.id,
    type: 'page.read',
    actor: actorOf(signer.id),
    data: {
      document: open.document_id,
      page: open.page,
      view: open.view,
      enforced: { milliseconds: elapsed },
      clientReported: { visibleMilliseconds: open.reported_ms },
    },
  })
}
