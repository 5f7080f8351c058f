import { malformed } from '../malformed.js'
import { isUnsigned, type PdfDictionary, type PdfStream, type PdfValue } from '../syntax/values.js'

/** Where an object stands: at an offset, inside an object stream, or nowhere. `hidden` is one that a hybrid file's table calls free, its stream does not. */
export type XrefEntry =
  | { readonly type: 'free' }
  | { readonly type: 'offset'; readonly offset: number; readonly generation: number; readonly hidden?: boolean }
  | { readonly type: 'compressed'; readonly stream: number; readonly index: number }

/** What a section says, by object number. A map of entries is one. */
export interface XrefEntries {
  readonly size: number
  /** The entry of an object; undefined where the section does not name it. */
  get(number: number): XrefEntry | undefined
  /** Visits all; there may be a million. */
  forEach(visit: (entry: XrefEntry, number: number) => void): void
}

/** What reading cross-reference sections needs of the file. */
export interface XrefSource {
  readonly bytes: Uint8Array
  /** Reads the indirect stream object at an offset, whatever its number. */
  readStreamAt(offset: number): { readonly stream: PdfStream; readonly end: number }
  decode(stream: PdfStream): Uint8Array
}

/** A non-negative integer of a trailer, which must be direct; null when it is not there. */
export function integerOf(dictionary: PdfDictionary, key: string): number | null {
  const value = dictionary.entries.get(key)
  return value === undefined ? null : toInteger(value)
}

/** Written as an integer: where `1.0` stands some viewers read one, and some do without the whole section. */
export function toInteger(value: PdfValue): number {
  if (!isUnsigned(value)) throw malformed('expected an unsigned integer')
  return value.value
}
