/** A name object, without the slash, escapes resolved. */
export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}

/** An indirect reference. */
export interface PdfReference {
  readonly kind: 'reference'
  readonly number: number
  readonly generation: number
}

/** A string; `bytes` is what it means, `source` how it was written. */
export interface PdfString {
  readonly kind: 'string'
  readonly bytes: Uint8Array
  readonly source: string
  /** Where the source begins and ends in the file; null inside an object stream. */
  readonly range: readonly [start: number, end: number] | null
}

/** A number; `source` keeps how it was written, so that nothing changes when it is written again. */
export interface PdfNumber {
  readonly kind: 'number'
  readonly value: number
  readonly source: string
}

/** A dictionary (ISO 32000-2 section 7.3.7); keys without their slash. */
export interface PdfDictionary {
  readonly kind: 'dictionary'
  readonly entries: ReadonlyMap<string, PdfValue>
}

/** An array (section 7.3.6). */
export interface PdfArray {
  readonly kind: 'array'
  readonly items: readonly PdfValue[]
}

/** A stream (section 7.3.8). */
export interface PdfStream {
  readonly kind: 'stream'
  readonly dictionary: PdfDictionary
  /** As stored, filters not applied. */
  readonly bytes: Uint8Array
}

/** Any object of a PDF (ISO 32000-2 section 7.3); null is the null object. */
export type PdfValue = null | boolean | PdfName | PdfReference | PdfString | PdfNumber | PdfDictionary | PdfArray | PdfStream

export const pdfReference = (number: number, generation = 0): PdfReference => ({ kind: 'reference', number, generation })
export const pdfDictionary = (entries: Iterable<readonly [string, PdfValue]>): PdfDictionary => ({ kind: 'dictionary', entries: new Map(entries) })

export function isKind<Kind extends NonNullable<Exclude<PdfValue, boolean>>['kind']>(
  value: PdfValue | undefined,
  kind: Kind,
): value is Extract<PdfValue, { kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

/** A dictionary, or that of a stream; else null. */
export function dictionaryOf(value: PdfValue): PdfDictionary | null {
  return isKind(value, 'stream') ? value.dictionary : isKind(value, 'dictionary') ? value : null
}

/** The number of a reference, else null. */
export const numberOf = (value: PdfValue | undefined): number | null => (isKind(value, 'reference') ? value.number : null)

/** The value of a number, else another one. */
export const numberOr = (value: PdfValue | undefined, otherwise: number): number => (isKind(value, 'number') ? value.value : otherwise)

/** Whether a value is the name given. */
export const isName = (value: PdfValue | undefined, name: string): boolean => isKind(value, 'name') && value.name === name

/** Whether a value is a non-negative integer that is written in digits alone: readers disagree about `+1` and `1.0`. */
export const isUnsigned = (value: PdfValue | undefined): value is PdfNumber => isKind(value, 'number') && /^\d{1,15}$/.test(value.source)
