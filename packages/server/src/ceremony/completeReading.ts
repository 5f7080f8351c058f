import { canonicalJson } from '@loansign/signature'
import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { closeOpenPage, minimumSeconds, pagesOf } from './reading.js'
import { actorOf, inCeremony, needState } from './signerSession.js'

/**
 * The reading receipt: what the server enforced and, apart from it, what the browser reported. It never says that anything was understood.
 * @throws LoanSigningError `reading-incomplete` with what is missing
 */
export function completeReading(context: Context, signerId: string): Promise<{ completedAt: string; receiptSha256: string }> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    const { signer, contract, documents } = ceremony
    needState(signer, 'costTableConfirmed')
    if (signer.reading_completed_at && signer.reading_receipt) return { completedAt: signer.reading_completed_at.toISOString(), receiptSha256: sha256(signer.reading_receipt) }
    await closeOpenPage(tx, context, ceremony)
    const pages = await pagesOf(tx, signerId)
    const marks = await tx.selectFrom('clause_marks').selectAll().where('signer_id', '=', signerId).execute()
    const pagesMissing = documents.flatMap((document) =>
      Array.from({ length: document.pages }, (_, index) => ({ documentId: document.id, page: index + 1 })).filter(
        ({ documentId, page }) => !pages.some((row) => row.document_id === documentId && row.page === page && row.read_at),
      ),
    )
    const clausesMissing = documents.flatMap((document) =>
      document.clauses.filter(({ id }) => !marks.some((mark) => mark.document_id === document.id && mark.clause_id === id && mark.acknowledged_at)).map(({ id }) => id),
    )
    if (pagesMissing.length > 0 || clausesMissing.length > 0) throw new LoanSigningError('reading-incomplete', { pagesMissing, clausesMissing })
    const completedAt = context.now()
    const receipt = canonicalJson({
      contract: contract.id,
      signer: signerId,
      completedAt: completedAt.toISOString(),
      documents: documents.map((document) => ({ id: document.id, sha256: document.frozen_sha256, pages: document.pages, minimumSeconds: minimumSeconds(context, document) })),
      enforced: pages.map((row) => ({ document: row.document_id, page: row.page, milliseconds: row.elapsed_ms, at: row.read_at!.toISOString() })),
      clauses: marks.map((mark) => ({ document: mark.document_id, clause: mark.clause_id, shownAt: mark.shown_at.toISOString(), explainedAt: mark.explained_at?.toISOString() ?? null, acknowledgedAt: mark.acknowledged_at!.toISOString() })),
      clientReported: pages.map((row) => ({ document: row.document_id, page: row.page, view: row.view, visibleMilliseconds: row.reported_ms })),
    })
    const receiptSha256 = sha256(receipt)
    const state = transition(signerTable, signer.state, 'completeReading')
    await tx.updateTable('signers').set({ state, reading_completed_at: completedAt, reading_receipt: receipt }).where('id', '=', signerId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'reading.completed', actor: actorOf(signerId), data: { receiptSha256 } })
    return { completedAt: completedAt.toISOString(), receiptSha256 }
  })
}
