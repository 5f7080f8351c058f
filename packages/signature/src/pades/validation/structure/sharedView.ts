import { limits } from '../../../pdf/limits.js'
import { malformed } from '../../../pdf/malformed.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { dictionaryOf, isKind, type PdfValue } from '../../../pdf/syntax/values.js'
import { generationOf } from '../../../pdf/walk.js'

/**
 * A revision as a view that lets the newest one read what stands where it stood: most objects are then parsed once for all revisions.
 * A stream is each view's own where another object says how long it is.
 */
export function sharedView(newest: PdfFile, view: PdfFile): PdfFile {
  const known = new Map<number, PdfValue>()

  function object(number: number): PdfValue {
    let value = known.get(number)
    if (value === undefined) known.set(number, (value = read(number)))
    return value
  }

  function read(number: number): PdfValue {
    const [before, now] = [view.entry(number), newest.entry(number)]
    const stayed = before?.type === 'offset' && now?.type === 'offset' && before.offset === now.offset && before.generation === now.generation
    const range = stayed ? newest.objectRange(number) : null
    // A view that ends earlier may cut off what a longer one reads whole.
    if (!range || range[1] > view.bytes.length) return view.object(number)
    const value = newest.object(number)
    return isKind(value, 'stream') && !isKind(value.dictionary.entries.get('Length'), 'number') ? view.object(number) : value
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null
    for (let hops = 0; isKind(current, 'reference'); hops++) {
      if (hops > limits.depth) throw malformed('references form a circle')
      // ISO 32000-2 section 7.3.10: a reference to another generation is a reference to nothing.
      current = current.generation === generationOf(view, current.number) ? object(current.number) : null
    }
    return current
  }

  return {
    ...view,
    object,
    resolve,
    get: (dictionary, key) => resolve(dictionary.entries.get(key)),
    dictionary: (value) => dictionaryOf(resolve(value)),
  }
}
