import { beyond, limits } from '../limits.js'
import { isKind, isName, type PdfDictionary } from '../syntax/values.js'
import { malformed } from '../malformed.js'
import { integerOf, toInteger, type XrefEntry, type XrefSource } from './entry.js'

/** Reads a cross-reference stream (ISO 32000-2 section 7.5.8), the dictionary of which is its trailer. */
export function readXrefStream(source: XrefSource, offset: number): { entries: Map<number, XrefEntry>; trailer: PdfDictionary; highest: number; end: number } {
  const { stream, end } = source.readStreamAt(offset)
  const trailer = stream.dictionary
  if (!isName(trailer.entries.get('Type'), 'XRef')) throw malformed('expected a cross-reference stream', offset)
  const [typeWidth, secondWidth, thirdWidth, ...more] = integersOf(trailer, 'W') ?? []
  if (typeWidth === undefined || secondWidth === undefined || thirdWidth === undefined || more.length > 0) throw malformed('/W of a cross-reference stream', offset)
  const index = integersOf(trailer, 'Index') ?? [0, integerOf(trailer, 'Size') ?? 0]
  const readField = fieldReader(source.decode(stream), offset)
  const entries = new Map<number, XrefEntry>()
  let highest = 0
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first, count] = [index[i]!, index[i + 1]!]
    if (first + count > limits.objects) throw beyond('objects')
    highest = Math.max(highest, first + count - 1)
    for (let number = first; number < first + count; number++) {
      if (entries.has(number)) throw malformed('an object stands twice in a cross-reference section', offset)
      entries.set(number, toEntry(readField(typeWidth, 1), readField(secondWidth, 0), readField(thirdWidth, 0)))
    }
  }
  return { entries, trailer, highest, end }
}

/** Big-endian fields one behind the other. A field of no width has its default. */
function fieldReader(data: Uint8Array, offset: number): (width: number, otherwise: number) => number {
  let position = 0
  return (width, otherwise) => {
    if (width === 0) return otherwise
    if (width > 8 || position + width > data.length) throw malformed('rows of a cross-reference stream', offset)
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + data[position++]!
    if (!Number.isSafeInteger(value)) throw malformed('rows of a cross-reference stream', offset)
    return value
  }
}

function toEntry(type: number, second: number, third: number): XrefEntry {
  if (type === 0) return { type: 'free' }
  if (type === 1) return { type: 'offset', offset: second, generation: third }
  if (type === 2) return { type: 'compressed', stream: second, index: third }
  throw malformed('type of a cross-reference entry')
}

function integersOf(dictionary: PdfDictionary, key: string): number[] | null {
  const value = dictionary.entries.get(key)
  return isKind(value, 'array') ? value.items.map(toInteger) : null
}
