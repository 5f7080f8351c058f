import { isKind, numberOf } from '../../pdf/syntax/values.js'
import type { RevisionPair } from './revisionPair.js'
import { soleReferrer } from './soleReferrer.js'

/** The object of a widget's look, when it was replaced where it stands and nothing else shows it; else nothing. */
export function replacedLook(pair: RevisionPair, widget: number): number[] {
  const { older, newer, redefined } = pair
  const before = older.object(widget)
  const looks = isKind(before, 'dictionary') ? before.entries.get('AP') : undefined
  const look = isKind(looks, 'dictionary') ? numberOf(looks.entries.get('N')) : null
  const isReplaced = look !== null && redefined.has(look) && isKind(older.object(look), 'stream') && isKind(newer.object(look), 'stream')
  return isReplaced && soleReferrer(pair, look, widget) ? [look] : []
}
