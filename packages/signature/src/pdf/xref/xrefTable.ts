import { beyond, limits } from '../limits.js'
import type { Lexer } from '../syntax/lexer.js'
import { isKind, type PdfDictionary } from '../syntax/values.js'
import { malformed } from '../malformed.js'
import type { XrefEntries } from './entry.js'
import { isSoundRow, rowLength, tableRows, type Subsection } from './tableRows.js'

/** Reads a table from its keyword to the end of its trailer (ISO 32000-2 section 7.5.4). Rows have exactly twenty octets. */
export function readXrefTable(lexer: Lexer): { entries: XrefEntries; trailer: PdfDictionary; highest: number; end: number } {
  const subsections: Subsection[] = []
  const view = new DataView(lexer.bytes.buffer, lexer.bytes.byteOffset, lexer.bytes.length)
  lexer.position += 'xref'.length
  for (lexer.skipBlanks(); !lexer.looksAt('trailer'); lexer.skipBlanks()) {
    const first = lexer.readUnsigned()
    const count = lexer.readUnsigned()
    lexer.skipBlanks()
    if (count * rowLength > lexer.bytes.length - lexer.position) throw malformed('a cross-reference table longer than the file', lexer.position)
    if (first + count > limits.objects) throw beyond('objects')
    if (count > 0) subsections.push({ first, count, at: lexer.position })
    // All are looked at now, and made into entries when somebody asks for one.
    for (let i = 0; i < count; i++, lexer.position += rowLength) {
      if (!isSoundRow(view, lexer.position)) throw malformed('row of a cross-reference table', lexer.position)
    }
  }
  subsections.sort((a, b) => a.first - b.first)
  const overlaps = subsections.some(({ first }, index) => index > 0 && first < subsections[index - 1]!.first + subsections[index - 1]!.count)
  if (overlaps) throw malformed('an object stands twice in a cross-reference section', lexer.position)
  lexer.position += 'trailer'.length
  const trailer = lexer.readValue()
  if (!isKind(trailer, 'dictionary')) throw malformed('trailer', lexer.position)
  const last = subsections.at(-1)
  return { entries: tableRows(lexer.bytes, subsections), trailer, highest: last ? last.first + last.count - 1 : 0, end: lexer.position }
}
