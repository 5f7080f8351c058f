import type { Context } from '../context.js'
import { readRevision } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { documentOf } from './reading/pageTimes.js'
import { readCeremony } from './signerSession.js'

/**
 * The revision a signer is to sign upon: the frozen bytes and the tails of those who signed before.
 * @throws LoanSigningError `not-found`
 */
export async function downloadRevision(context: Context, signerId: string, documentId: string): Promise<Uint8Array> {
  const document = documentOf(await readCeremony(context.db, context, signerId), documentId)
  return readRevision(context, context.db, document.id, document.revision)
}

/**
 * What a signer may keep: the revision that ends with their own signature, and no later one before the contract is in force.
 * @throws LoanSigningError `not-found`, `step-out-of-order` before they have signed
 */
export async function downloadSignedRevision(context: Context, signerId: string, documentId: string): Promise<Uint8Array> {
  const ceremony = await readCeremony(context.db, context, signerId)
  const document = documentOf(ceremony, documentId)
  if (ceremony.contract.state === 'effective') return readRevision(context, context.db, document.id, document.revision)
  const own = await context.db
    .selectFrom('revisions')
    .select('revision')
    .where('document_id', '=', document.id)
    .where('signer_id', '=', signerId)
    .executeTakeFirst()
  if (!own) throw new LoanSigningError('step-out-of-order', { needed: 'signed' })
  return readRevision(context, context.db, document.id, own.revision)
}
