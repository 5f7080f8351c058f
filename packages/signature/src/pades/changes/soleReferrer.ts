import { referencesIn } from '../../pdf/walk.js'
import type { RevisionPair } from './revisionPair.js'

/**
 * Whether the older revisions point to an object from one place only: once, from one object, or (`from` null) only from the trailer.
 * What is used in a second place may show something there.
 */
export function soleReferrer({ older, referrers }: RevisionPair, number: number, from: number | null): boolean {
  if (from === null) return !referrers.has(number)
  const known = referrers.get(number)
  if (known.size !== 1 || !known.has(from)) return false
  return referencesIn(older.object(from)).filter((reference) => reference.number === number).length === 1
}
