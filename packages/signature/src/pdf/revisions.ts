import type { PdfFile } from './readPdf.js'
import { Lexer } from './syntax/lexer.js'
import { malformed } from './malformed.js'
import type { XrefSection } from './xref/xref.js'

/** Where one revision of a file ends. */
export interface RevisionEnd {
  /** Behind %%EOF. */
  readonly end: number
  /** Behind the line end that may follow; the same as `end` when none does. */
  readonly lineEnd: number
}

/**
 * Where each revision of a file ends, oldest first: behind the %%EOF that follows its cross-reference section.
 * @throws SignatureError `pdf-malformed` when that cannot be told, or when a revision refers to what came after it
 */
export function revisionEnds(pdf: PdfFile): RevisionEnd[] {
  const ends: RevisionEnd[] = []
  pdf.sections.forEach((section, index) => {
    const newer = pdf.sections[index - 1]
    const older = pdf.sections[index + 1]
    // Of a linearized file's two sections the first in the file belongs to the revision that ends behind the second (Annex F.3.4, F.3.10).
    if (older && older.offset > section.offset) return
    const linearized = newer !== undefined && newer.offset < section.offset
    const end = endBehind(pdf, section, linearized ? newer.offset : section.offset)
    for (const part of linearized ? [section, newer] : [section]) checkOffsets(part, end.end)
    ends.push(end)
  })
  return ends.reverse()
}

/** Section 7.5.5: startxref, the offset of the section, %%EOF. */
function endBehind({ bytes }: PdfFile, section: XrefSection, offset: number): RevisionEnd {
  const lexer = new Lexer(bytes, section.end)
  lexer.expectWord('startxref')
  if (lexer.readUnsigned() !== offset) throw malformed('startxref of a revision', section.offset)
  lexer.skipBlanks()
  if (!lexer.looksAt('%%EOF')) throw malformed('%%EOF of a revision', lexer.position)
  const end = lexer.position + '%%EOF'.length
  let lineEnd = end
  if (bytes[lineEnd] === 13) lineEnd++
  if (bytes[lineEnd] === 10) lineEnd++
  return { end, lineEnd }
}

function checkOffsets(section: XrefSection, end: number): void {
  for (const [, entry] of section.entries) {
    if (entry.type === 'offset' && entry.offset >= end) throw malformed('a revision refers to what came after it', section.offset)
  }
}
