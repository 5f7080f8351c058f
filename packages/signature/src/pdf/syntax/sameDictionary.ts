import type { PdfDictionary } from './values.js'
import { writeValue } from './write.js'

/** The keys whose values are not written alike in both dictionaries. */
export function changedKeys(before: PdfDictionary, after: PdfDictionary): string[] {
  const keys = new Set([...before.entries.keys(), ...after.entries.keys()])
  return [...keys].filter((key) => {
    const [old, now] = [before.entries.get(key), after.entries.get(key)]
    return old === undefined || now === undefined || writeValue(old) !== writeValue(now)
  })
}

/** Whether two dictionaries have the same keys with the same values, written alike, apart from the keys that may change. */
export function sameDictionary(before: PdfDictionary, after: PdfDictionary, changing: readonly string[] = []): boolean {
  return changedKeys(before, after).every((key) => changing.includes(key))
}
