import { SignatureError } from '../errors.js'
import { Lexer } from './syntax/lexer.js'
import { beyond, limits } from './limits.js'
import { isKind, isName, type PdfDictionary, type PdfStream, type PdfValue } from './syntax/values.js'

/** Where an object stands: at an offset, inside an object stream, or nowhere. */
export type XrefEntry =
  | { readonly type: 'free' }
  | { readonly type: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly type: 'compressed'; readonly stream: number; readonly index: number }

/** One cross-reference section with its trailer: what one revision says. */
export interface XrefSection {
  /** Where the section begins: what startxref or /Prev names. */
  readonly offset: number
  readonly form: 'table' | 'stream'
  readonly trailer: PdfDictionary
  readonly entries: ReadonlyMap<number, XrefEntry>
  /** Entries of the hybrid /XRefStm, which count between this section's own and the previous one's (section 7.5.8.4). */
  readonly hybrid: ReadonlyMap<number, XrefEntry> | null
  /** First octet behind the section: behind the trailer dictionary, or behind the stream object. */
  readonly end: number
}

export interface XrefSource {
  readonly bytes: Uint8Array
  /** Reads the indirect object at an offset, whatever its number. */
  readStreamAt(offset: number): { readonly stream: PdfStream; readonly number: number; readonly end: number }
  decode(stream: PdfStream): Uint8Array
}

const malformed = (why: string, offset?: number): SignatureError => new SignatureError('pdf-malformed', { why, offset })

/** Follows startxref and /Prev, newest section first, without repairing anything (ISO 32000-2 section 7.5.4 to 7.5.8). */
export function readXrefChain(source: XrefSource, startxref: number): XrefSection[] {
  const sections: XrefSection[] = []
  const seen = new Set<number>()
  for (let offset: number | null = startxref; offset !== null; ) {
    if (seen.has(offset)) throw malformed('cross-reference sections form a circle', offset)
    seen.add(offset)
    if (sections.length >= limits.revisions) throw beyond('revisions')
    const section = readSection(source, offset)
    sections.push(section)
    offset = integerOf(section.trailer.entries.get('Prev'))
  }
  return sections
}

function readSection(source: XrefSource, offset: number): XrefSection {
  if (offset >= source.bytes.length) throw malformed('startxref points behind the end', offset)
  const lexer = new Lexer(source.bytes, offset)
  return lexer.looksAt('xref') ? readTable(source, lexer, offset) : readStream(source, offset)
}

function readTable(source: XrefSource, lexer: Lexer, offset: number): XrefSection {
  lexer.position += 4
  const entries = new Map<number, XrefEntry>()
  for (;;) {
    lexer.skipWhiteSpace()
    if (lexer.looksAt('trailer')) break
    const first = lexer.readUnsigned()
    const count = lexer.readUnsigned()
    if (first + count > limits.objects) throw beyond('objects')
    for (let number = first; number < first + count; number++) {
      const position = lexer.readUnsigned()
      const generation = lexer.readUnsigned()
      lexer.skipWhiteSpace()
      const kind = lexer.readWord()
      if (kind !== 'n' && kind !== 'f') throw malformed('cross-reference entry', lexer.position)
      if (entries.has(number)) throw malformed('an object stands twice in a cross-reference section', lexer.position)
      entries.set(number, kind === 'n' ? { type: 'offset', offset: position, generation } : { type: 'free' })
    }
  }
  lexer.position += 'trailer'.length
  const trailer = lexer.readValue()
  if (!isKind(trailer, 'dictionary')) throw malformed('trailer', lexer.position)
  const hybridOffset = integerOf(trailer.entries.get('XRefStm'))
  const hybrid = hybridOffset === null ? null : readStream(source, hybridOffset).entries
  return { offset, form: 'table', trailer, entries, hybrid, end: lexer.position }
}

function readStream(source: XrefSource, offset: number): XrefSection {
  const { stream, end } = source.readStreamAt(offset)
  const { entries: dictionary } = stream.dictionary
  if (!isName(dictionary.get('Type'), 'XRef')) throw malformed('expected a cross-reference stream', offset)
  const widths = integersOf(dictionary.get('W'))
  const size = integerOf(dictionary.get('Size'))
  if (widths?.length !== 3 || widths.some((width) => width > 7) || size === null) throw malformed('cross-reference stream', offset)
  const index = integersOf(dictionary.get('Index')) ?? [0, size]
  const data = source.decode(stream)
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths
  const entries = new Map<number, XrefEntry>()
  let position = 0
  const field = (width: number, otherwise: number): number => {
    if (width === 0) return otherwise
    if (position + width > data.length) throw malformed('cross-reference stream too short', offset)
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + data[position++]!
    return value
  }
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first, count] = [index[i]!, index[i + 1]!]
    if (first + count > limits.objects) throw beyond('objects')
    for (let number = first; number < first + count; number++) {
      const [type, second, third] = [field(typeWidth, 1), field(secondWidth, 0), field(thirdWidth, 0)]
      if (entries.has(number)) throw malformed('an object stands twice in a cross-reference section', offset)
      if (type === 0) entries.set(number, { type: 'free' })
      else if (type === 1) entries.set(number, { type: 'offset', offset: second, generation: third })
      else if (type === 2) entries.set(number, { type: 'compressed', stream: second, index: third })
      else throw malformed('type of a cross-reference entry', offset)
    }
  }
  return { offset, form: 'stream', trailer: stream.dictionary, entries, hybrid: null, end }
}

function integerOf(value: PdfValue | undefined): number | null {
  if (value === undefined) return null
  if (!isKind(value, 'number') || !Number.isSafeInteger(value.value) || value.value < 0) throw malformed('expected an integer in a trailer')
  return value.value
}

function integersOf(value: PdfValue | undefined): number[] | null {
  if (!isKind(value, 'array')) return null
  return value.items.map((item) => integerOf(item) ?? 0)
}
