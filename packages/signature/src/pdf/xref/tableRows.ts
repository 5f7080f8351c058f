import type { XrefEntry } from './entry.js'

/** Octets of a row of a table. */
export const tableRowLength = 20

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

/** The entry of a sound row. */
export function readTableRow(bytes: Uint8Array, at: number): XrefEntry {
  const digits = (start: number, count: number): number => {
    let value = 0
    for (let i = start; i < start + count; i++) value = value * 10 + bytes[i]! - 0x30
    return value
  }
  return bytes[at + 17] === 0x66 ? { type: 'free' } : { type: 'offset', offset: digits(at, 10), generation: digits(at + 11, 5) }
}
