import { joinPrepared } from '@loansign/signature'
import type { Context } from '../../context.js'
import { readRevision } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { hasSeal, prepareSeal, sealPlace } from './prepareSeal.js'

export interface SealPreview {
  /** The document with the seal drawn and an empty signature: to be looked at, worth nothing. */
  readonly pdf: Uint8Array
  /** From 1. */
  readonly page: number
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number]
}

/** A document as it will look with the lender's seal. Changes nothing. @throws LoanSigningError `not-found`, also for a document that is not sealed, `state-conflict` when it is not the seal's turn */
export async function previewSeal(context: Context, contractId: string, documentId: string): Promise<SealPreview> {
  const contract = await context.db.selectFrom('contracts').select('state').where('id', '=', contractId).executeTakeFirst()
  const document = await context.db.selectFrom('documents').selectAll().where('id', '=', documentId).where('contract_id', '=', contractId).executeTakeFirst()
  if (!contract || !document || !hasSeal(document)) throw new LoanSigningError('not-found', {}, { says: 'no document that the lender seals has this identifier in this contract' })
  if (contract.state !== 'fullySigned') throw new LoanSigningError('state-conflict', { state: contract.state, event: 'countersign' })
  const base = await readRevision(context, context.db, document.id, document.revision)
  const { page, rect } = sealPlace(document)
  return { pdf: joinPrepared({ base, prepared: await prepareSeal(context, base, document) }), page, rect }
}
