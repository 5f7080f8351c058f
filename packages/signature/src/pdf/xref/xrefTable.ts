import type { Lexer } from '../syntax/lexer.js'
import { isKind, type PdfDictionary } from '../syntax/values.js'
import { malformed } from '../malformed.js'
import type { XrefEntries } from './entry.js'
import { sectionRows, type Subsection } from './sectionRows.js'
import { isSoundRow, readTableRow, tableRowLength } from './tableRows.js'

/** Reads a table from its keyword to the end of its trailer (ISO 32000-2 section 7.5.4). Rows have exactly twenty octets. */
export function readXrefTable(lexer: Lexer): { entries: XrefEntries; trailer: PdfDictionary; highest: number; end: number } {
  const { bytes } = lexer
  const subsections: Subsection[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  lexer.expectWord('xref')
  for (lexer.skipBlanks(); !lexer.looksAt('trailer'); lexer.skipBlanks()) {
    const first = lexer.readUnsigned()
    const count = lexer.readUnsigned()
    lexer.skipBlanks()
    // Rows from 1 that begin with a free one are taken to be from 0 by some viewers: each would be another object.
    if (count * tableRowLength > bytes.length - lexer.position || (first === 1 && bytes[lexer.position + 17] === 0x66)) throw malformed('cross-reference entry', lexer.position)
    subsections.push({ first, count, at: lexer.position })
    // All are looked at now, and made into entries when somebody asks for one.
    for (let i = 0; i < count; i++, lexer.position += tableRowLength) {
      if (!isSoundRow(view, lexer.position)) throw malformed('cross-reference entry', lexer.position)
    }
  }
  const rows = sectionRows(subsections, tableRowLength, (at) => readTableRow(bytes, at))
  lexer.position += 'trailer'.length
  const trailer = lexer.readValue()
  if (!isKind(trailer, 'dictionary')) throw malformed('trailer', lexer.position)
  return { ...rows, trailer, end: lexer.position }
}
