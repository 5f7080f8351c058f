import type { Context } from '../../context.js'
import { inCeremony, needState } from '../signerSession.js'
import { closeOpenPage, documentOf, findPage, pageClock, readPageRows, type PageClock, type PageReference } from './pageTimes.js'

export interface ClosePageOptions extends PageReference {
  /** What the browser says; kept apart from what the server measured. */
  readonly visibleMilliseconds: number
}

/** More than a signing takes; keeps many calls from filling the column. */
const mostReportedMs = 1_000_000_000

/**
 * The page left the screen, or its time is up: what it gained counts, and with the minimum reached it is read.
 * Closing a page that is not open, for another session has opened another since, changes nothing.
 * @throws LoanSigningError `step-out-of-order`, `not-found`
 */
export function closePage(
  context: Context,
  signerId: string,
  { documentId, page, visibleMilliseconds }: ClosePageOptions,
): Promise<PageClock> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'costTableConfirmed')
    const document = documentOf(ceremony, documentId)
    const open = findPage(await readPageRows(tx, signerId), { documentId, page })
    if (open?.opened_at) {
      await tx
        .updateTable('page_times')
        .set({ reported_ms: Math.min(mostReportedMs, open.reported_ms + Math.floor(visibleMilliseconds)) })
        .where('signer_id', '=', signerId)
        .where('document_id', '=', documentId)
        .where('page', '=', page)
        .execute()
      await closeOpenPage(tx, context, ceremony)
    }
    const row = findPage(await readPageRows(tx, signerId), { documentId, page })
    return pageClock(context, document, row)
  })
}
