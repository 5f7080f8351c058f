import { isKind, isName, type PdfDictionary } from '../syntax/values.js'
import { malformed } from '../malformed.js'
import { integerOf, toInteger, type XrefEntries, type XrefEntry, type XrefSource } from './entry.js'
import { sectionRows, type Subsection } from './sectionRows.js'

/** Octets that the fields of a row may have: beyond these viewers leave the section. */
const widest = [4, 8, 8]

/** Reads a cross-reference stream (ISO 32000-2 section 7.5.8), the dictionary of which is its trailer. */
export function readXrefStream(source: XrefSource, offset: number): { entries: XrefEntries; trailer: PdfDictionary; highest: number; end: number } {
  const { stream, end: behind } = source.readStreamAt(offset)
  const trailer = stream.dictionary
  if (!isName(trailer.entries.get('Type'), 'XRef')) throw malformed('expected a cross-reference section', offset)
  const widths = integersOf(trailer, 'W') ?? []
  if (widths.length !== 3 || widths.some((width, field) => width > widest[field]!)) throw malformed('/W')
  const [typeWidth, secondWidth, thirdWidth] = widths as [number, number, number]
  const rowLength = typeWidth + secondWidth + thirdWidth
  const index = integersOf(trailer, 'Index') ?? [0, integerOf(trailer, 'Size') ?? 0]
  if (index.length % 2 > 0) throw malformed('/Index')
  const data = source.decode(stream)
  const readRow = (at: number): XrefEntry =>
    // A field of no width has its default.
    toEntry(typeWidth === 0 ? 1 : readField(data, at, typeWidth), readField(data, at + typeWidth, secondWidth), readField(data, at + typeWidth + secondWidth, thirdWidth))
  const subsections: Subsection[] = []
  let end = 0
  for (let i = 0; i < index.length; i += 2) {
    subsections.push({ first: index[i]!, count: index[i + 1]!, at: end })
    end += index[i + 1]! * rowLength
  }
  const rows = sectionRows(subsections, rowLength, readRow)
  if (end > data.length) throw malformed('cross-reference entry')
  // All are looked at now. Of rows that have one octet for the type and numbers of less than seven, which are safe ones, the type is all there is to look at.
  const isUsual = typeWidth === 1 && secondWidth < 7 && thirdWidth < 7
  for (let at = 0; at < end; at += rowLength) if (data[at]! > 2 || !isUsual) readRow(at)
  return { ...rows, trailer, end: behind }
}

/** Big-endian. */
function readField(data: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let i = at; i < at + width; i++) value = value * 256 + data[i]!
  if (!Number.isSafeInteger(value)) throw malformed('cross-reference entry')
  return value
}

function toEntry(type: number, second: number, third: number): XrefEntry {
  if (type === 0) return { type: 'free' }
  if (type === 1) return { type: 'offset', offset: second, generation: third }
  if (type === 2) return { type: 'compressed', stream: second, index: third }
  throw malformed('cross-reference entry')
}

function integersOf(dictionary: PdfDictionary, key: string): number[] | null {
  const value = dictionary.entries.get(key)
  return isKind(value, 'array') ? value.items.map(toInteger) : null
}
