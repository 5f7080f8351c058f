import { prepareSignature, type PreparedSignature } from '@loansign/signature'
import type { Context } from '../../context.js'
import type { PlaceRow } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import type { DocumentRow } from '../../ceremony/signerSession.js'

/** The tail of the lender's seal upon these bytes: what the preview draws is what the seal signs. */
export async function prepareSeal(context: Context, base: Uint8Array, document: Pick<DocumentRow, 'places'>): Promise<PreparedSignature> {
  return prepareSignature({
    base,
    field: sealPlace(document).field,
    signerName: context.lender.name,
    signingTime: context.now(),
    ...(context.sealAppearance ? { appearance: context.sealAppearance } : {}),
  })
}

/** Whether the lender seals this document: a consent, for one, is the signer's alone. */
export function hasSeal({ places }: Pick<DocumentRow, 'places'>): boolean {
  return places.some(({ role }) => role === 'lender')
}

export function sealPlace({ places }: Pick<DocumentRow, 'places'>): PlaceRow {
  const place = places.find(({ role }) => role === 'lender')
  if (!place) throw new LoanSigningError('internal', { why: 'no place for the lender' })
  return place
}
