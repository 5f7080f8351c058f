import { beyond, limits } from '../limits.js'
import type { Lexer } from '../syntax/lexer.js'
import { isKind, type PdfDictionary } from '../syntax/values.js'
import { malformed } from '../malformed.js'
import type { XrefEntry } from './entry.js'

const rowLength = 20

/** Reads a table from its keyword to the end of its trailer (ISO 32000-2 section 7.5.4). Rows have exactly twenty octets. */
export function readXrefTable(lexer: Lexer): { entries: Map<number, XrefEntry>; trailer: PdfDictionary; end: number } {
  const entries = new Map<number, XrefEntry>()
  lexer.position += 'xref'.length
  for (lexer.skipBlanks(); !lexer.looksAt('trailer'); lexer.skipBlanks()) {
    const first = lexer.readUnsigned()
    const count = lexer.readUnsigned()
    lexer.skipBlanks()
    if (count * rowLength > lexer.bytes.length - lexer.position) throw malformed('a cross-reference table longer than the file', lexer.position)
    if (first + count > limits.objects) throw beyond('objects')
    for (let number = first; number < first + count; number++, lexer.position += rowLength) {
      if (entries.has(number)) throw malformed('an object stands twice in a cross-reference section', lexer.position)
      entries.set(number, readRow(lexer.bytes, lexer.position))
    }
  }
  lexer.position += 'trailer'.length
  const trailer = lexer.readValue()
  if (!isKind(trailer, 'dictionary')) throw malformed('trailer', lexer.position)
  return { entries, trailer, end: lexer.position }
}

/** `nnnnnnnnnn ggggg n` and two octets of line end. */
function readRow(bytes: Uint8Array, at: number): XrefEntry {
  const offset = digits(bytes, at, 10)
  const generation = digits(bytes, at + 11, 5)
  const kind = bytes[at + 17]
  const [beforeEnd, end] = [bytes[at + 18], bytes[at + 19]]
  const lineEnds = (beforeEnd === 0x20 && (end === 10 || end === 13)) || (beforeEnd === 13 && end === 10)
  const isUsed = kind === 0x6e
  if (bytes[at + 10] !== 0x20 || bytes[at + 16] !== 0x20 || !lineEnds || (!isUsed && kind !== 0x66)) throw malformed('row of a cross-reference table', at)
  return isUsed ? { type: 'offset', offset, generation } : { type: 'free' }
}

function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = (bytes[i] ?? 0) - 0x30
    if (digit < 0 || digit > 9) throw malformed('row of a cross-reference table', at)
    value = value * 10 + digit
  }
  return value
}
