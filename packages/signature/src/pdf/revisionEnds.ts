import { SignatureError } from '../errors.js'
import { Lexer } from './syntax/lexer.js'
import type { PdfFile } from '../pdf/readPdf.js'

/**
 * Where each revision of a file ends, oldest first: behind the %%EOF that follows its cross-reference section.
 * The first section of a linearized file belongs to the revision of its second one and has no end of its own (ISO 32000-2 Annex F).
 */
export function revisionEnds(pdf: PdfFile): number[] {
  return pdf.sections
    .flatMap((section, index) => {
      const lexer = new Lexer(pdf.bytes, section.end)
      lexer.expectWord('startxref')
      const startxref = lexer.readUnsigned()
      if (startxref !== section.offset) {
        const isLinearizedPart = index > 0 && section.offset > pdf.sections[index - 1]!.offset
        if (isLinearizedPart || startxref === 0) return []
        throw new SignatureError('pdf-malformed', { why: 'startxref of a revision', offset: section.offset })
      }
      lexer.skipBlanks()
      if (!lexer.looksAt('%%EOF')) throw new SignatureError('pdf-malformed', { why: '%%EOF of a revision', offset: lexer.position })
      lexer.position += 5
      if (pdf.bytes[lexer.position] === 13) lexer.position++
      if (pdf.bytes[lexer.position] === 10) lexer.position++
      return [lexer.position]
    })
    .reverse()
}
