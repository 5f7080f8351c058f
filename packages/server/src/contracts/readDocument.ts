import type { Context } from '../context.js'
import { readRevision } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'

/** The newest revision of a document, or the frozen one.
 * @throws LoanSigningError `not-found` */
export async function readDocument(context: Context, contractId: string, documentId: string, { revision = 'newest' }: { readonly revision?: 'newest' | 'frozen' } = {}): Promise<Uint8Array> {
  const row = await context.db.selectFrom('documents').select('revision').where('id', '=', documentId).where('contract_id', '=', contractId).executeTakeFirst()
  if (!row) throw new LoanSigningError('not-found', {}, { says: 'no document of this contract has this identifier' })
  return readRevision(context, context.db, documentId, revision === 'frozen' ? 0 : row.revision)
}
