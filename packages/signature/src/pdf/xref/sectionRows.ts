import { beyond, limits } from '../limits.js'
import { malformed } from '../malformed.js'
import type { XrefEntries, XrefEntry } from './entry.js'

/** Rows for objects with consecutive numbers, one behind the other from `at`. */
export interface Subsection {
  readonly first: number
  readonly count: number
  readonly at: number
}

/**
 * The rows of a section, made into entries when they are asked for: a signature asks for ten of a thousand. All have been checked when the section was read.
 * @throws SignatureError `pdf-malformed` when an object stands in two rows, `pdf-limit`
 */
export function sectionRows(subsections: readonly Subsection[], rowLength: number, readRow: (at: number) => XrefEntry): { readonly entries: XrefEntries; readonly highest: number } {
  const ordered = [...subsections].sort((a, b) => a.first - b.first)
  let end = 0
  let size = 0
  for (const { first, count } of ordered) {
    if (first < end) throw malformed('cross-reference entry')
    end = first + count
    size += count
    if (end > limits.objects) throw beyond('objects')
  }
  return {
    entries: {
      size,
      get: (number) => {
        let [low, high] = [0, ordered.length]
        while (low < high) {
          const middle = (low + high) >> 1
          const { first, count, at } = ordered[middle]!
          if (number < first) high = middle
          else if (number < first + count) return readRow(at + (number - first) * rowLength)
          else low = middle + 1
        }
        return undefined
      },
      forEach: (visit) => {
        for (const { first, count, at } of ordered) for (let i = 0; i < count; i++) visit(readRow(at + i * rowLength), first + i)
      },
    },
    highest: end - 1,
  }
}
