import type { Selectable } from 'kysely'
import type { Context, Tx } from '../context.js'
import type { Schema } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { actorOf, inCeremony, needState, type Ceremony, type DocumentRow } from './signerSession.js'

export interface PageClock {
  readonly remainingSeconds: number
  readonly read: boolean
}

export interface PageReference {
  readonly documentId: string
  readonly page: number
}

export type PageRow = Selectable<Schema['page_times']>

/** Page-scaled minimum: 3 seconds a page up to 2 pages, 5 up to 5, 10 beyond, unless a parameter says otherwise (up to 999). */
export function minimumSeconds(context: Context, document: Pick<DocumentRow, 'pages'>): number {
  const { pageSeconds } = context.settings
  return pageSeconds ?? (document.pages <= 2 ? 3 : document.pages <= 5 ? 5 : 10)
}

/**
 * A page came on screen. Whatever page of this signer was open, in any session, is closed first: times never overlap.
 * @throws LoanSigningError `page-out-of-order`, `step-out-of-order`
 */
export function openPage(context: Context, signerId: string, { documentId, page, view }: PageReference & { readonly view: 'page' | 'text' }): Promise<PageClock> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'costTableConfirmed')
    const document = documentOf(ceremony, documentId)
    const rows = await pagesOf(tx, signerId)
    if (page > document.pages || !previousRead(ceremony, rows, { documentId, page })) throw new LoanSigningError('page-out-of-order', { documentId, page })
    await closeOpenPage(tx, context, ceremony)
    const row = rows.find((candidate) => candidate.document_id === documentId && candidate.page === page)
    if (row?.read_at) return { remainingSeconds: 0, read: true }
    await tx.insertInto('page_times').values({ signer_id: signerId, document_id: documentId, page, opened_at: context.now(), view })
      .onConflict((conflict) => conflict.columns(['signer_id', 'document_id', 'page']).doUpdateSet({ opened_at: context.now(), view })).execute()
    const elapsed = (await tx.selectFrom('page_times').select('elapsed_ms').where('signer_id', '=', signerId).where('document_id', '=', documentId).where('page', '=', page).executeTakeFirstOrThrow()).elapsed_ms
    return { remainingSeconds: remainingOf(context, document, elapsed), read: false }
  })
}

/** The page left the screen or its time is up: what it gained counts, and with the minimum reached it is done. */
export function closePage(context: Context, signerId: string, { documentId, page, visibleMilliseconds }: PageReference & { readonly visibleMilliseconds: number }): Promise<PageClock> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'costTableConfirmed')
    const document = documentOf(ceremony, documentId)
    await tx.updateTable('page_times').set(({ eb }) => ({ reported_ms: eb('reported_ms', '+', Math.floor(visibleMilliseconds)) }))
      .where('signer_id', '=', signerId).where('document_id', '=', documentId).where('page', '=', page).where('opened_at', 'is not', null).execute()
    await closeOpenPage(tx, context, ceremony)
    const row = await tx.selectFrom('page_times').selectAll().where('signer_id', '=', signerId).where('document_id', '=', documentId).where('page', '=', page).executeTakeFirst()
    return { remainingSeconds: row?.read_at ? 0 : remainingOf(context, document, row?.elapsed_ms ?? 0), read: Boolean(row?.read_at) }
  })
}

/** Adds the running interval to the page that is open. At most the page's minimum counts, whatever a dead phone left running. */
export async function closeOpenPage(tx: Tx, context: Context, ceremony: Ceremony): Promise<void> {
  const open = await tx.selectFrom('page_times').selectAll().where('signer_id', '=', ceremony.signer.id).where('opened_at', 'is not', null).executeTakeFirst()
  if (!open) return
  const document = documentOf(ceremony, open.document_id)
  const minimumMs = minimumSeconds(context, document) * 1000
  const running = Math.max(0, context.now().getTime() - open.opened_at!.getTime())
  const elapsed = Math.min(minimumMs, open.elapsed_ms + running)
  const done = elapsed >= minimumMs && !open.read_at
  await tx.updateTable('page_times').set({ elapsed_ms: elapsed, opened_at: null, ...(done ? { read_at: context.now() } : {}) })
    .where('signer_id', '=', ceremony.signer.id).where('document_id', '=', open.document_id).where('page', '=', open.page).execute()
  if (!done) return
  const data = { document: open.document_id, page: open.page, view: open.view, enforced: { seconds: Math.floor(elapsed / 1000) }, clientReported: { visibleSeconds: Math.floor(open.reported_ms / 1000) } }
  await recordEvent(tx, context, { contractId: ceremony.contract.id, type: 'page.read', actor: actorOf(ceremony.signer.id), data })
}

/** Seconds a page has been open so far, for the view. */
export function elapsedSeconds(context: Context, document: DocumentRow, row: PageRow | undefined): number {
  const running = row?.opened_at ? Math.max(0, context.now().getTime() - row.opened_at.getTime()) : 0
  return Math.min(minimumSeconds(context, document), ((row?.elapsed_ms ?? 0) + running) / 1000)
}

export function pagesOf(tx: Tx | Context['db'], signerId: string): Promise<PageRow[]> {
  return tx.selectFrom('page_times').selectAll().where('signer_id', '=', signerId).execute()
}

export function documentOf({ documents }: Pick<Ceremony, 'documents'>, documentId: string): DocumentRow {
  const document = documents.find(({ id }) => id === documentId)
  if (!document) throw new LoanSigningError('not-found')
  return document
}

function previousRead({ documents }: Ceremony, rows: readonly PageRow[], { documentId, page }: PageReference): boolean {
  const isRead = (id: string, number: number): boolean => rows.some((row) => row.document_id === id && row.page === number && row.read_at !== null)
  if (page > 1) return isRead(documentId, page - 1)
  const before = documents[documents.findIndex(({ id }) => id === documentId) - 1]
  return !before || isRead(before.id, before.pages)
}

function remainingOf(context: Context, document: DocumentRow, elapsed: number): number {
  return Math.max(0, Math.ceil((minimumSeconds(context, document) * 1000 - elapsed) / 100) / 10)
}
