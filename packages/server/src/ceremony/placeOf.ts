import type { PlaceRow } from '../database/schema.js'
import type { DocumentRow, SignerRow } from './signerSession.js'

/** Where a signer signs a document: the place of this person, never merely one of their role. Undefined in a document that they do not sign. */
export function placeOf({ places }: Pick<DocumentRow, 'places'>, { position }: Pick<SignerRow, 'position'>): PlaceRow | undefined {
  return places.find(({ party }) => party === position)
}
