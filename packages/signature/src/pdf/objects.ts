import { decodeStream, type InflateBudget } from './decodeStream.js'
import { beyond, limits } from './limits.js'
import { Lexer } from './syntax/lexer.js'
import { isKind, isName, isUnsigned, type PdfDictionary, type PdfStream, type PdfValue } from './syntax/values.js'
import { malformed } from './malformed.js'
import type { XrefEntry } from './xref/entry.js'

/** Reads objects where the cross-reference says they stand, each when it is asked for. */
export interface ObjectReader {
  object(number: number, generation?: number): PdfValue
  resolve(value: PdfValue | undefined): PdfValue
  decode(stream: PdfStream): Uint8Array
  /** Reads an indirect stream object whatever its number. */
  readStreamAt(offset: number): { readonly stream: PdfStream; readonly end: number }
  objectRange(number: number): readonly [start: number, end: number] | null
}

export interface ObjectReaderOptions {
  readonly bytes: Uint8Array
  /** Where an object stands. */
  readonly entry: (number: number) => XrefEntry | undefined
  readonly budget: InflateBudget
}

interface Indirect {
  readonly value: PdfValue
  readonly number: number
  readonly generation: number
  readonly end: number
}

/** An object stream whose members are parsed one by one (ISO 32000-2 section 7.5.7). */
interface ObjectStream {
  readonly data: Uint8Array
  readonly members: readonly { readonly number: number; readonly offset: number }[]
}

export function objectReader({ bytes, entry: entryOf, budget }: ObjectReaderOptions): ObjectReader {
  const values = new Map<number, PdfValue>()
  const ranges = new Map<number, readonly [number, number]>()
  const objectStreams = new Map<number, ObjectStream>()
  const busy = new Set<number>()

  const decode = (stream: PdfStream): Uint8Array => decodeStream(stream, budget)

  function resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null
    for (let hops = 0; isKind(current, 'reference'); hops++) {
      if (hops > limits.depth) throw malformed('circle')
      current = object(current.number, current.generation)
    }
    return current
  }

  function object(number: number, generation?: number): PdfValue {
    const entry = entryOf(number)
    if (!entry || entry.type === 'free') return null
    // Section 7.3.10: a reference to another generation is a reference to nothing.
    if (generation !== undefined && generation !== (entry.type === 'offset' ? entry.generation : 0)) return null
    const known = values.get(number)
    if (known !== undefined) return known
    if (busy.has(number)) throw malformed('circle')
    if (busy.size >= limits.depth) throw beyond('depth')
    busy.add(number)
    try {
      const value = entry.type === 'offset' ? readObjectAt(number, entry) : readMember(number, entry)
      values.set(number, value)
      return value
    } finally {
      busy.delete(number)
    }
  }

  function readObjectAt(number: number, { offset, generation }: Extract<XrefEntry, { type: 'offset' }>): PdfValue {
    const read = readIndirect(offset)
    if (read.number !== number || read.generation !== generation) throw malformed('another object', offset)
    ranges.set(number, [offset, read.end])
    return read.value
  }

  function readIndirect(offset: number): Indirect {
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
    const length = integer(dictionary.entries.get('Length'))
    if (length === null || start + length > bytes.length) throw lexer.fail('length of a stream')
    lexer.position = start + length
    lexer.expectWord('endstream')
    return { kind: 'stream', dictionary, bytes: bytes.subarray(start, start + length) }
  }

  function readMember(number: number, { stream: container, index }: Extract<XrefEntry, { type: 'compressed' }>): PdfValue {
    let objectStream = objectStreams.get(container)
    if (!objectStream) {
      objectStream = readObjectStream(container)
      objectStreams.set(container, objectStream)
    }
    const { data, members } = objectStream
    const member = members[index]
    if (member?.number !== number) throw malformed('object stream')
    const lexer = new Lexer(data, member.offset, { inFile: false })
    const value = lexer.readValue()
    // Some viewers read on over the member's end, some stop there and search the file for what they lack: it must be the same.
    const end = members[index + 1]?.offset ?? data.length
    const behind = lexer.position
    lexer.skipBlanks()
    if (behind > end || lexer.position < end) throw malformed('object stream')
    return value
  }

  function readObjectStream(container: number): ObjectStream {
    const stream = entryOf(container)?.type === 'offset' ? object(container, 0) : null
    // Table 16: without its type it is something else, which a later revision may replace and its members with it.
    if (!isKind(stream, 'stream') || !isName(stream.dictionary.entries.get('Type'), 'ObjStm')) throw malformed('object stream')
    const count = integer(stream.dictionary.entries.get('N'))
    const first = integer(stream.dictionary.entries.get('First'))
    if (count === null || first === null) throw malformed('object stream')
    if (count > limits.objects) throw beyond('objects')
    const data = decode(stream)
    const header = new Lexer(data, 0, { inFile: false })
    const members = Array.from({ length: count }, () => ({ number: header.readUnsigned(), offset: first + header.readUnsigned() }))
    // Section 7.5.7: in increasing order from /First, behind the numbers. Of two members with one number viewers take the first, the last or that of the index.
    const isOrdered = members.every(({ offset }, index) => (index === 0 ? offset === first : offset > members[index - 1]!.offset))
    if (header.position > first || !isOrdered || new Set(members.map(({ number }) => number)).size < count) throw malformed('object stream')
    return { data, members }
  }

  function integer(value: PdfValue | undefined): number | null {
    const number = resolve(value)
    return isUnsigned(number) ? number.value : null
  }

  return {
    object,
    resolve,
    decode,
    readStreamAt: (offset) => {
      const { value, end } = readIndirect(offset)
      if (!isKind(value, 'stream')) throw malformed('stream', offset)
      return { stream: value, end }
    },
    objectRange: (number) => {
      object(number)
      return ranges.get(number) ?? null
    },
  }
}
