import type { Context } from '../../context.js'
import { LoanSigningError } from '../../errors.js'
import { inCeremony, needState, type Ceremony } from '../signerSession.js'
import {
  closeOpenPage,
  documentOf,
  findPage,
  pageClock,
  readPageRows,
  type PageClock,
  type PageReference,
  type PageRow,
} from './pageTimes.js'

export interface OpenPageOptions extends PageReference {
  /** As printed, or reflowed as text. */
  readonly view: 'page' | 'text'
}

/**
 * A page came on screen. Whatever page of this signer was open, in any session, is closed first: times never overlap.
 * @throws LoanSigningError `page-out-of-order`, `step-out-of-order`, `not-found`
 */
export function openPage(context: Context, signerId: string, { documentId, page, view }: OpenPageOptions): Promise<PageClock> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'costTableConfirmed')
    const document = documentOf(ceremony, documentId)
    await closeOpenPage(tx, context, ceremony)
    const rows = await readPageRows(tx, signerId)
    if (page > document.pages || !previousIsRead(ceremony, rows, { documentId, page })) {
      throw new LoanSigningError('page-out-of-order', { documentId, page })
    }
    const row = findPage(rows, { documentId, page })
    if (!row?.read_at) {
      const columns = { opened_at: context.now(), view }
      await tx
        .insertInto('page_times')
        .values({ signer_id: signerId, document_id: documentId, page, ...columns })
        .onConflict((conflict) => conflict.columns(['signer_id', 'document_id', 'page']).doUpdateSet(columns))
        .execute()
    }
    return pageClock(context, document, row)
  })
}

/** Pages are read in order, and documents one behind the other. */
function previousIsRead({ documents }: Ceremony, rows: readonly PageRow[], { documentId, page }: PageReference): boolean {
  const isRead = (reference: PageReference): boolean => findPage(rows, reference)?.read_at != null
  if (page > 1) return isRead({ documentId, page: page - 1 })
  const before = documents[documents.findIndex(({ id }) => id === documentId) - 1]
  return !before || isRead({ documentId: before.id, page: before.pages })
}
