import { catalogOf, rootNumber } from '../../../pdf/document/pages.js'
import { isKind, numberOf, type PdfValue } from '../../../pdf/syntax/values.js'
import { reachableFrom, referencesIn } from '../../../pdf/walk.js'
import { listedIn } from '../../material/securityStore.js'
import type { ChangeRule } from '../classifyChanges.js'
import type { RevisionPair } from '../revisionPair.js'

/**
 * Validation data (EN 319 142-1 section 5.4.2): the catalog gained /DSS, or what hangs on the store alone was replaced. It only grows: the data it held stay in it, as they were,
 * for they may say that a certificate was revoked.
 */
export const documentSecurityStore: ChangeRule = (pair) => {
  const { older, newer, redefined, added } = pair
  const objects = new Map<number, 'validation-data'>()
  const [before, after] = [catalogOf(older).entries.get('DSS'), catalogOf(newer).entries.get('DSS')]
  if (after === undefined) return { objects }
  const number = numberOf(after)
  if (number !== null && added.has(number)) objects.set(number, 'validation-data')
  // A store that pointed into the document could bring a page with it: it must be new, direct, or where it was.
  const isOwn = isKind(after, 'dictionary') || (number !== null && (added.has(number) || number === numberOf(before)))
  const catalogKeys = isOwn ? ['DSS'] : []
  if (before === undefined) return { objects, catalogKeys }
  for (const key of ['Certs', 'OCSPs', 'CRLs'] as const) {
    const items = listedIn(older, before, key)
    const kept = new Set(listedIn(newer, after, key).map(numberOf))
    if (!items.every((item) => kept.has(numberOf(item))) || [...reachableFrom(older, { kind: 'array', items })].some((number) => redefined.has(number))) return { objects: new Map() }
  }
  for (const object of heldByStore(pair, before)) if (redefined.has(object)) objects.set(object, 'validation-data')
  return { objects, catalogKeys }
}

/** What hangs on the store and on nothing else: not on an object outside, nor on one inside that itself hangs on something else, as a page that the store names would. */
function heldByStore({ older, referrers }: RevisionPair, store: PdfValue): ReadonlySet<number> {
  const held = reachableFrom(older, store)
  const root = rootNumber(older)
  const otherEntries = [...catalogOf(older).entries].flatMap(([key, value]) => (key === 'DSS' ? [] : [value]))
  for (const { number } of referencesIn({ kind: 'array', items: [older.trailer, ...otherEntries] })) held.delete(number)
  const isHeld = (object: number): boolean => [...referrers.get(object)].every((from) => held.has(from) || from === root)
  for (let size = -1; size !== held.size; ) {
    size = held.size
    for (const object of held) if (!isHeld(object)) held.delete(object)
  }
  return held
}
