import { SignatureError } from '../errors.js'
import { decodeStream, type InflateBudget } from './decodeStream.js'
import { Lexer } from './syntax/lexer.js'
import { limits } from './limits.js'
import { isKind, type PdfDictionary, type PdfReference, type PdfStream, type PdfValue } from './syntax/values.js'
import { readXrefChain, type XrefEntry, type XrefSection } from './xref.js'

/** A file as its last cross-reference section sees it. Objects are parsed when they are asked for. */
export interface PdfFile {
  readonly bytes: Uint8Array
  /** Newest first. */
  readonly sections: readonly XrefSection[]
  /** The newest trailer. */
  readonly trailer: PdfDictionary
  /** What startxref says: the /Prev of whoever appends. */
  readonly startxref: number
  /** One more than the highest object number of any revision (/Size). */
  readonly size: number
  /** First octet behind the last %%EOF and its end of line. */
  readonly end: number
  entry(number: number): XrefEntry | undefined
  /** An indirect object; null when it is free or unknown. */
  object(number: number): PdfValue
  /** Follows references until a direct value is there. */
  resolve(value: PdfValue | undefined): PdfValue
  /** The value of a key, resolved; null when it is not there. */
  get(dictionary: PdfDictionary, key: string): PdfValue
  /** The same as get, when it is a dictionary (or a stream's dictionary), else null. */
  dictionary(value: PdfValue | undefined): PdfDictionary | null
  decode(stream: PdfStream): Uint8Array
  /** The exact bytes of an object that stands at an offset, from its number to endobj. */
  objectRange(number: number): readonly [start: number, end: number] | null
}

const malformed = (why: string, offset?: number): SignatureError => new SignatureError('pdf-malformed', { why, offset })

/**
 * Opens a PDF strictly by its cross-reference sections. What needs repair is refused: different viewers would repair differently.
 * @param bytes the file; with `startxref` given, as of an earlier revision
 * @throws SignatureError `pdf-malformed`, `pdf-encrypted`, `pdf-limit`
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  if (!new Lexer(bytes).looksAt('%PDF-')) throw malformed('the file does not begin with %PDF-', 0)
  const { startxref, end } = findStartxref(bytes)
  const budget: InflateBudget = { remaining: limits.inflatedBytes }
  const cache = new Map<number, PdfValue>()
  const ranges = new Map<number, readonly [number, number]>()
  const objectStreams = new Map<number, Map<number, PdfValue>>()
  const busy = new Set<number>()

  const decode = (stream: PdfStream): Uint8Array => decodeStream(stream, resolve, budget)
  const sections = readXrefChain({ bytes, decode, readStreamAt: (offset) => readStreamAt(offset) }, startxref)
  const trailer = sections[0]!.trailer
  if (trailer.entries.has('Encrypt')) throw new SignatureError('pdf-encrypted')
  const size = Math.max(...sections.map((section) => sizeOf(section.trailer)))
  const entries = new Map<number, XrefEntry>()
  for (const section of sections) {
    for (const map of [section.entries, section.hybrid]) {
      map?.forEach((entry, number) => {
        if (!entries.has(number)) entries.set(number, entry)
      })
    }
  }

  function resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null
    for (let hops = 0; isKind(current, 'reference'); hops++) {
      if (hops > 32) throw malformed('references form a circle')
      current = object(current.number, current.generation)
    }
    return current
  }

  function object(number: number, generation?: number): PdfValue {
    const entry = entries.get(number)
    if (!entry || entry.type === 'free') return null
    if (generation !== undefined && generation !== (entry.type === 'offset' ? entry.generation : 0)) return null
    const known = cache.get(number)
    if (known !== undefined) return known
    if (busy.has(number)) throw malformed('an object needs itself')
    busy.add(number)
    try {
      const value = entry.type === 'offset' ? readObjectAt(number, entry.offset, entry.generation) : readCompressed(number, entry.stream)
      cache.set(number, value)
      return value
    } finally {
      busy.delete(number)
    }
  }

  function readObjectAt(number: number, offset: number, generation: number): PdfValue {
    const read = readIndirect(offset)
    if (read.number !== number || read.generation !== generation) throw malformed('another object stands at this offset', offset)
    ranges.set(number, [offset, read.end])
    return read.value
  }

  function readIndirect(offset: number): { value: PdfValue; number: number; generation: number; end: number } {
    const lexer = new Lexer(bytes, offset)
    const number = lexer.readUnsigned()
    const generation = lexer.readUnsigned()
    lexer.expectWord('obj')
    const value = lexer.readValue()
    lexer.skipWhiteSpace()
    const result = isKind(value, 'dictionary') && lexer.looksAt('stream') ? readStreamBody(lexer, value) : value
    lexer.expectWord('endobj')
    return { value: result, number, generation, end: lexer.position }
  }

  function readStreamBody(lexer: Lexer, dictionary: PdfDictionary): PdfStream {
    lexer.position += 'stream'.length
    // Section 7.3.8.1: CR LF or LF, never CR alone.
    if (bytes[lexer.position] === 13) lexer.position++
    if (bytes[lexer.position] !== 10) throw lexer.fail('line end behind stream')
    const start = lexer.position + 1
    const length = resolve(dictionary.entries.get('Length'))
    if (!isKind(length, 'number') || !Number.isSafeInteger(length.value) || length.value < 0 || start + length.value > bytes.length) {
      throw lexer.fail('length of a stream')
    }
    lexer.position = start + length.value
    lexer.expectWord('endstream')
    return { kind: 'stream', dictionary, bytes: bytes.subarray(start, start + length.value) }
  }

  function readStreamAt(offset: number): { stream: PdfStream; number: number; end: number } {
    const { value, number, end } = readIndirect(offset)
    if (!isKind(value, 'stream')) throw malformed('expected a stream', offset)
    return { stream: value, number, end }
  }

  function readCompressed(number: number, container: number): PdfValue {
    let members = objectStreams.get(container)
    if (!members) {
      members = readObjectStream(container)
      objectStreams.set(container, members)
    }
    const value = members.get(number)
    if (value === undefined) throw malformed('an object is not in its object stream')
    return value
  }

  function readObjectStream(container: number): Map<number, PdfValue> {
    if (entries.get(container)?.type !== 'offset') throw malformed('an object stream inside another')
    const stream = object(container)
    if (!isKind(stream, 'stream')) throw malformed('expected an object stream')
    const count = resolve(stream.dictionary.entries.get('N'))
    const first = resolve(stream.dictionary.entries.get('First'))
    if (!isKind(count, 'number') || !isKind(first, 'number') || !(count.value >= 0 && count.value <= limits.objects)) throw malformed('object stream')
    const data = decode(stream)
    const header = new Lexer(data, 0, { inFile: false })
    const members = new Map<number, PdfValue>()
    for (let i = 0; i < count.value; i++) {
      const number = header.readUnsigned()
      const offset = header.readUnsigned()
      if (members.has(number)) throw malformed('an object stands twice in an object stream')
      members.set(number, new Lexer(data, first.value + offset, { inFile: false }).readValue())
    }
    return members
  }

  const dictionary = (value: PdfValue | undefined): PdfDictionary | null => {
    const resolved = resolve(value)
    if (isKind(resolved, 'stream')) return resolved.dictionary
    return isKind(resolved, 'dictionary') ? resolved : null
  }
  return {
    bytes, sections, trailer, startxref, size, end,
    entry: (number) => entries.get(number),
    object: (number) => object(number),
    resolve,
    get: (from, key) => resolve(from.entries.get(key)),
    dictionary,
    decode,
    objectRange: (number) => {
      object(number)
      return ranges.get(number) ?? null
    },
  }
}

/** The catalog.
 * @throws SignatureError `pdf-malformed` */
export function catalogOf(pdf: PdfFile): PdfDictionary {
  const catalog = pdf.dictionary(pdf.trailer.entries.get('Root'))
  if (!catalog) throw malformed('there is no catalog')
  return catalog
}

/** The references of all pages, in order.
 * @throws SignatureError `pdf-malformed` for a circular tree, `pdf-limit` */
export function pagesOf(pdf: PdfFile): PdfReference[] {
  const pages: PdfReference[] = []
  const seen = new Set<number>()
  const visit = (node: PdfValue | undefined): void => {
    if (!isKind(node, 'reference')) throw malformed('a page tree node is not indirect')
    if (seen.has(node.number)) throw malformed('the page tree forms a circle')
    seen.add(node.number)
    const dictionary = pdf.dictionary(node)
    if (!dictionary) throw malformed('page tree')
    const kids = pdf.get(dictionary, 'Kids')
    if (isKind(kids, 'array')) kids.items.forEach(visit)
    else pages.push(node)
  }
  visit(catalogOf(pdf).entries.get('Pages'))
  return pages
}

function sizeOf(trailer: PdfDictionary): number {
  const size = trailer.entries.get('Size')
  if (!isKind(size, 'number') || !Number.isSafeInteger(size.value) || size.value < 1 || size.value > limits.objects) throw malformed('/Size')
  return size.value
}

/** The last `startxref N %%EOF` and where it ends. Nothing but white space may follow. */
function findStartxref(bytes: Uint8Array): { startxref: number; end: number } {
  const from = Math.max(0, bytes.length - 2048)
  const tail = new TextDecoder('latin1').decode(bytes.subarray(from))
  const match = [...tail.matchAll(/startxref[\r\n \t]+(\d{1,10})[\r\n \t]+%%EOF(\r\n|\r|\n)?/g)].at(-1)
  if (!match) throw malformed('there is no startxref at the end')
  return { startxref: Number(match[1]), end: from + match.index + match[0].length }
}
