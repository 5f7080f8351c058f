import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { documentOf, pagesOf } from './reading.js'
import { actorOf, inCeremony, needState } from './signerSession.js'

export interface NoteClauseOptions {
  readonly documentId: string
  readonly clauseId: string
  readonly happened: 'shown' | 'explained' | 'acknowledged'
  readonly view: 'page' | 'text'
}

export interface ClauseMarks {
  readonly shown: boolean
  readonly explained: boolean
  readonly acknowledged: boolean
}

/** Shorter than anybody needs to see a clause: what comes faster was not a person. */
const leastShownMs = 1000

/** One thing that happened to one key clause. A tick for several at once does not exist (interpretation of the contract part, article 10).
 * @throws LoanSigningError `clause-unknown`, `clause-not-shown` */
export function noteClause(context: Context, signerId: string, { documentId, clauseId, happened, view }: NoteClauseOptions): Promise<ClauseMarks> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'costTableConfirmed')
    const clause = documentOf(ceremony, documentId).clauses.find(({ id }) => id === clauseId)
    if (!clause) throw new LoanSigningError('clause-unknown', { clauseId })
    const where = { signer_id: signerId, document_id: documentId, clause_id: clauseId }
    const find = () => tx.selectFrom('clause_marks').selectAll().where('signer_id', '=', signerId).where('document_id', '=', documentId).where('clause_id', '=', clauseId).executeTakeFirst()
    const row = await find()
    const now = context.now()
    if (happened === 'shown') {
      const pages = await pagesOf(tx, signerId)
      const reached = pages.some((page) => page.document_id === documentId && page.page === clause.page)
      if (!reached) throw new LoanSigningError('clause-not-shown', { clauseId })
      if (!row) await tx.insertInto('clause_marks').values({ ...where, view, shown_at: now }).execute()
    } else {
      if (!row || now.getTime() - row.shown_at.getTime() < leastShownMs) throw new LoanSigningError('clause-not-shown', { clauseId })
      const column = happened === 'explained' ? 'explained_at' : 'acknowledged_at'
      if (!row[column]) {
        await tx.updateTable('clause_marks').set({ [column]: now }).where('signer_id', '=', signerId).where('document_id', '=', documentId).where('clause_id', '=', clauseId).execute()
        const data = { document: documentId, clause: clauseId, view, shownAt: row.shown_at.toISOString() }
        await recordEvent(tx, context, { contractId: ceremony.contract.id, type: happened === 'explained' ? 'clause.explained' : 'clause.acknowledged', actor: actorOf(signerId), data })
      }
    }
    const marks = await find()
    return { shown: Boolean(marks), explained: Boolean(marks?.explained_at), acknowledged: Boolean(marks?.acknowledged_at) }
  })
}
