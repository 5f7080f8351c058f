import type { Selectable } from 'kysely'
import { canonicalJson } from '@loansign/signature'
import type { Context } from '../../context.js'
import { sha256 } from '../../database/documents.js'
import type { Schema } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { signerTable } from '../../states/signer.js'
import { transition } from '../../states/transitions.js'
import { closeOpenPage, findPage, minimumSeconds, readPageRows, type PageRow } from './pageTimes.js'
import { actorOf, inCeremony, needState, type Ceremony } from '../signerSession.js'

type MarkRow = Selectable<Schema['clause_marks']>

export interface ReadingCompleted {
  readonly completedAt: string
  readonly receiptSha256: string
}

/**
 * Ends the reading with a receipt. It never says that anything was understood.
 * @throws LoanSigningError `reading-incomplete` with what is missing
 */
export function completeReading(context: Context, signerId: string): Promise<ReadingCompleted> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    const { signer, contract } = ceremony
    needState(signer, 'costTableConfirmed')
    if (signer.reading_completed_at && signer.reading_receipt) {
      return { completedAt: signer.reading_completed_at.toISOString(), receiptSha256: sha256(signer.reading_receipt) }
    }
    await closeOpenPage(tx, context, ceremony)
    const pages = await readPageRows(tx, signerId)
    const marks = await tx.selectFrom('clause_marks').selectAll().where('signer_id', '=', signerId).execute()
    requireComplete(ceremony, pages, marks)
    const completedAt = context.now()
    const receipt = readingReceipt(context, ceremony, { completedAt, pages, marks })
    const receiptSha256 = sha256(receipt)
    const state = transition(signerTable, signer.state, 'completeReading')
    await tx
      .updateTable('signers')
      .set({ state, reading_completed_at: completedAt, reading_receipt: receipt })
      .where('id', '=', signerId)
      .execute()
    await recordEvent(tx, context, {
      contractId: contract.id,
      type: 'reading.completed',
      actor: actorOf(signerId),
      data: { receiptSha256 },
    })
    return { completedAt: completedAt.toISOString(), receiptSha256 }
  })
}

function requireComplete({ documents }: Ceremony, pages: readonly PageRow[], marks: readonly MarkRow[]): void {
  const pagesMissing = documents.flatMap(({ id: documentId, pages: count }) =>
    Array.from({ length: count }, (_, index) => ({ documentId, page: index + 1 })).filter(
      (reference) => !findPage(pages, reference)?.read_at,
    ),
  )
  const clausesMissing = documents.flatMap(({ id: documentId, clauses }) => {
    const acknowledged = marks.filter((mark) => mark.document_id === documentId && mark.acknowledged_at !== null)
    return clauses.filter(({ id }) => !acknowledged.some((mark) => mark.clause_id === id)).map(({ id }) => id)
  })
  if (pagesMissing.length > 0 || clausesMissing.length > 0)
    throw new LoanSigningError('reading-incomplete', { pagesMissing, clausesMissing })
}

/**
 * The receipt, as canonical JSON. `enforced` is what this server measured and would not have let pass otherwise; `clientReported` is
 * what the browser said, at the times the server heard it.
 */
function readingReceipt(
  context: Context,
  { signer, contract, documents }: Ceremony,
  { completedAt, pages, marks }: { readonly completedAt: Date; readonly pages: readonly PageRow[]; readonly marks: readonly MarkRow[] },
): string {
  return canonicalJson({
    contract: contract.id,
    signer: signer.id,
    completedAt: completedAt.toISOString(),
    enforced: {
      documents: documents.map((document) => ({
        document: document.id,
        sha256: document.frozen_sha256,
        pages: document.pages,
        minimumSecondsPerPage: minimumSeconds(context, document),
      })),
      pages: pages.map((row) => ({
        document: row.document_id,
        page: row.page,
        milliseconds: row.elapsed_ms,
        at: row.read_at!.toISOString(),
      })),
    },
    clientReported: {
      pages: pages.map((row) => ({ document: row.document_id, page: row.page, view: row.view, visibleMilliseconds: row.reported_ms })),
      clauses: marks.map((mark) => ({
        document: mark.document_id,
        clause: mark.clause_id,
        view: mark.view,
        shownAt: mark.shown_at.toISOString(),
        explainedAt: mark.explained_at?.toISOString() ?? null,
        acknowledgedAt: mark.acknowledged_at!.toISOString(),
      })),
    },
  })
}
