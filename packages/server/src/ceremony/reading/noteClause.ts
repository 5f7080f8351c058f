import type { Context } from '../../context.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { documentOf, findPage, readPageRows } from './pageTimes.js'
import { actorOf, inCeremony, needState } from '../signerSession.js'

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

/**
 * One thing that happened to one key clause. A tick for several at once does not exist (interpretation of the contract part, article 10).
 * @throws LoanSigningError `clause-unknown`, `clause-not-shown`
 */
export function noteClause(
  context: Context,
  signerId: string,
  { documentId, clauseId, happened, view }: NoteClauseOptions,
): Promise<ClauseMarks> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'costTableConfirmed')
    const clause = documentOf(ceremony, documentId).clauses.find(({ id }) => id === clauseId)
    if (!clause) throw new LoanSigningError('clause-unknown', { clauseId })
    const key = { signer_id: signerId, document_id: documentId, clause_id: clauseId }
    const mark = await tx
      .selectFrom('clause_marks')
      .selectAll()
      .where((eb) => eb.and(key))
      .executeTakeFirst()
    const now = context.now()
    if (happened === 'shown') {
      const reached = findPage(await readPageRows(tx, signerId), { documentId, page: clause.page })
      if (!reached) throw new LoanSigningError('clause-not-shown', { clauseId })
      if (!mark)
        await tx
          .insertInto('clause_marks')
          .values({ ...key, view, shown_at: now })
          .execute()
      return { shown: true, explained: Boolean(mark?.explained_at), acknowledged: Boolean(mark?.acknowledged_at) }
    }
    if (!mark || now.getTime() - mark.shown_at.getTime() < leastShownMs) throw new LoanSigningError('clause-not-shown', { clauseId })
    const column = happened === 'explained' ? 'explained_at' : 'acknowledged_at'
    if (!mark[column]) {
      await tx
        .updateTable('clause_marks')
        .set({ [column]: now })
        .where((eb) => eb.and(key))
        .execute()
      await recordEvent(tx, context, {
        contractId: ceremony.contract.id,
        type: happened === 'explained' ? 'clause.explained' : 'clause.acknowledged',
        actor: actorOf(signerId),
        data: { document: documentId, clause: clauseId, view, shownAt: mark.shown_at.toISOString() },
      })
    }
    return {
      shown: true,
      explained: happened === 'explained' || mark.explained_at !== null,
      acknowledged: happened === 'acknowledged' || mark.acknowledged_at !== null,
    }
  })
}
