import { textOf } from '../syntax/textOf.js'
import type { XrefEntries, XrefEntry } from './entry.js'

export const rowLength = 20

/** Rows for objects with consecutive numbers, one behind the other from `at`. */
export interface Subsection {
  readonly first: number
  readonly count: number
  readonly at: number
}

/**
 * The rows of a table, made into entries when they are asked for: a signature asks for ten of a thousand. All have been checked when the table was read.
 * `subsections` are in the order of their numbers and do not overlap.
 */
export function tableRows(bytes: Uint8Array, subsections: readonly Subsection[]): XrefEntries {
  function* rows(): Generator<[number, XrefEntry]> {
    for (const { first, count, at } of subsections) for (let i = 0; i < count; i++) yield [first + i, readRow(bytes, at + i * rowLength)]
  }
  return {
    size: subsections.reduce((sum, { count }) => sum + count, 0),
    get: (number) => {
      let [low, high] = [0, subsections.length]
      while (low < high) {
        const middle = (low + high) >> 1
        const { first, count, at } = subsections[middle]!
        if (number < first) high = middle
        else if (number >= first + count) low = middle + 1
        else return readRow(bytes, at + (number - first) * rowLength)
      }
      return undefined
    },
    [Symbol.iterator]: rows,
  }
}

/**
 * Whether a row is `nnnnnnnnnn ggggg n` and two octets of line end. There may be thousands, so four octets are looked at in one go; the blank among
 * the digits in the middle is put aside first.
 */
export function isSoundRow(view: DataView, at: number): boolean {
  const middle = view.getUint32(at + 8)
  const lineEnd = view.getUint16(at + 18)
  const kind = view.getUint16(at + 16)
  return (
    [view.getUint32(at), view.getUint32(at + 4), middle | 0x1000, view.getUint32(at + 12)].every(areDigits) &&
    (middle & 0xff00) === 0x2000 &&
    (kind === 0x206e || kind === 0x2066) &&
    (lineEnd === 0x200a || lineEnd === 0x200d || lineEnd === 0x0d0a)
  )
}

/** Four octets of 0x30 to 0x39: each upper half is 3, and adding 6 to the lower one does not carry into it. */
const areDigits = (group: number): boolean => (group & 0xf0f0f0f0) === 0x30303030 && ((group + 0x06060606) & 0xf0f0f0f0) === 0x30303030

function readRow(bytes: Uint8Array, at: number): XrefEntry {
  const digits = (start: number, count: number): number => Number(textOf(bytes, start, start + count))
  return bytes[at + 17] === 0x66 ? { type: 'free' } : { type: 'offset', offset: digits(at, 10), generation: digits(at + 11, 5) }
}
