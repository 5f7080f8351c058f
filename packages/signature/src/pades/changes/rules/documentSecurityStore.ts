import { catalogOf } from '../../../pdf/pages.js'
import { isKind } from '../../../pdf/syntax/values.js'
import { reachableFrom } from '../../../pdf/walk.js'
import type { ChangeRule } from '../classifyChanges.js'
import { numberOf, soleReferrer } from './soleReferrer.js'

/** Validation data (EN 319 142-1 section 5.4.2): the catalog gained /DSS, or the store and what hangs on it alone were replaced. */
export const documentSecurityStore: ChangeRule = (pair) => {
  const { older, newer, redefined, added, referrers } = pair
  const objects = new Map<number, 'validation-data'>()
  const root = numberOf(newer.trailer.entries.get('Root'))
  const [before, after] = [catalogOf(older).entries.get('DSS'), catalogOf(newer).entries.get('DSS')]
  if (after === undefined) return { objects }
  const number = numberOf(after)
  if (number !== null && added.has(number)) objects.set(number, 'validation-data')
  // A store that pointed into the document could bring a page with it: it must be new, direct, or where it was.
  const isOwn = isKind(after, 'dictionary') || (number !== null && (added.has(number) || number === numberOf(before)))
  const catalogKeys = isOwn ? ['DSS'] : []
  if (before === undefined) return { objects, catalogKeys }
  const store = numberOf(before)
  const inside = reachableFrom(older, before)
  for (const object of inside) {
    if (!redefined.has(object)) continue
    const alone = object === store ? soleReferrer(pair, object, root) : [...(referrers.get(object) ?? [])].every((from) => inside.has(from) || (store === null && from === root))
    if (alone) objects.set(object, 'validation-data')
  }
  return { objects, catalogKeys }
}
