import type { Context, Tx } from '../../context.js'
import type { DocumentRow } from '../../ceremony/signerSession.js'
import { LoanSigningError } from '../../errors.js'

export interface Lease {
  /** Goes up with every lease: whoever comes with an older number has lost the documents to somebody else meanwhile. */
  readonly fence: number
  readonly until: Date
}

/**
 * Takes all documents of a ceremony for the time it takes to sign, in the caller's transaction.
 * @throws LoanSigningError `lease-taken` while another attempt holds one of them
 */
export async function takeLease(tx: Tx, context: Context, documents: readonly DocumentRow[], attemptId: string): Promise<Lease> {
  const now = context.now()
  for (const { lease_attempt: holder, lease_until: held } of documents) {
    const isTaken = holder !== null && holder !== attemptId && held !== null && held > now
    if (isTaken) throw new LoanSigningError('lease-taken', { leaseExpiresAt: held.toISOString() })
  }
  const until = new Date(now.getTime() + context.settings.leaseSeconds * 1000)
  const fence = Math.max(...documents.map((document) => document.fence)) + 1
  await tx
    .updateTable('documents')
    .set({ fence, lease_attempt: attemptId, lease_until: until })
    .where(
      'id',
      'in',
      documents.map(({ id }) => id),
    )
    .execute()
  return { fence, until }
}
