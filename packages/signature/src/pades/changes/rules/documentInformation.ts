import { catalogOf, rootNumber } from '../../../pdf/document/pages.js'
import { isKind, isName, numberOf } from '../../../pdf/syntax/values.js'
import type { ChangeRule } from '../classifyChanges.js'
import { soleReferrer } from '../soleReferrer.js'

/** The information dictionary (ISO 32000-2 section 14.3.3) and the catalog's metadata stream (14.3.2): both describe the file, neither is drawn. */
export const documentInformation: ChangeRule = (pair) => {
  const { older, newer, redefined, added } = pair
  const objects = new Map<number, 'metadata'>()
  const information = numberOf(newer.trailer.entries.get('Info'))
  if (information !== null) {
    const replaced = redefined.has(information) && information === numberOf(older.trailer.entries.get('Info')) && soleReferrer(pair, information, null)
    if ((replaced || added.has(information)) && isKind(newer.object(information), 'dictionary')) objects.set(information, 'metadata')
  }
  const [before, after] = [numberOf(catalogOf(older).entries.get('Metadata')), numberOf(catalogOf(newer).entries.get('Metadata'))]
  if (after === null) return { objects }
  const stream = newer.object(after)
  const isMetadata = isKind(stream, 'stream') && isName(stream.dictionary.entries.get('Type'), 'Metadata')
  const replaced = redefined.has(after) && before === after && soleReferrer(pair, after, rootNumber(newer))
  if (!isMetadata || !(replaced || added.has(after))) return { objects }
  objects.set(after, 'metadata')
  return { objects, catalogKeys: ['Metadata'] }
}
