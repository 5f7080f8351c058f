import { SignatureError } from '../errors.js'
import { linearizationOf } from './document/linearization.js'
import { malformed } from './malformed.js'
import type { PdfFile } from './readPdf.js'
import { Lexer } from './syntax/lexer.js'
import { positionsOf } from './syntax/positionsOf.js'
import { isKind, pdfDictionary, type PdfDictionary } from './syntax/values.js'
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
 * @throws SignatureError `pdf-malformed` when that cannot be told, when a revision refers to what came after it, or when the file says untruly that it were linearized
 */
export function revisionEnds(pdf: PdfFile): RevisionEnd[] {
  const ends: RevisionEnd[] = []
  pdf.sections.forEach((section, index) => {
    const newer = pdf.sections[index - 1]
    const older = pdf.sections[index + 1]
    // Of a linearized file's two sections the first in the file belongs to the revision that ends behind the second (Annex F.3.4, F.3.10).
    if (older && older.offset > section.offset) return
    const linearized = newer !== undefined && newer.offset < section.offset
    // Of an object in both, the older one stands behind the newer: viewers that search the file take it.
    if (linearized) {
      newer.entries.forEach(({ type }, number) => {
        if (type !== 'free' && (section.entries.get(number)?.type ?? 'free') !== 'free') throw malformed('linearization')
      })
    }
    const end = endBehind(pdf, section, linearized ? newer.offset : section.offset)
    for (const part of linearized ? [section, newer] : [section]) checkOffsets(part, end.end)
    ends.push(end)
  })
  ends.reverse()
  checkLinearization(pdf, ends[0]!)
  return ends
}

/**
 * Annex F.3.3: /L is the length the file has before its first update, and the section of the first page stands behind the first `endobj`. A file that grows to a greater /L, or has
 * it with another section there, is one document for those who know of linearization, and another for those who do not.
 */
function checkLinearization(pdf: PdfFile, first: RevisionEnd): void {
  const parameters = linearizationIn(pdf.bytes)
  const length = parameters?.entries.get('L')
  if (!parameters || (isKind(length, 'number') && length.value < first.end)) return
  const [firstPage, main] = pdf.sections.slice(-2)
  const behind = new Lexer(pdf.bytes, (positionsOf(pdf.bytes, 'endobj')[0] ?? 0) + 'endobj'.length)
  behind.skipBlanks()
  const isTrue = isKind(length, 'number') && length.value <= first.lineEnd && main !== undefined && firstPage!.offset < main.offset && behind.position === firstPage!.offset
  if (!isTrue) throw malformed('linearization')
}

/** Where the first object cannot be read, some viewer may; so the word must not stand anywhere. */
function linearizationIn(bytes: Uint8Array): PdfDictionary | null {
  try {
    return linearizationOf(bytes)
  } catch (error) {
    if (!(error instanceof SignatureError) || error.code !== 'pdf-malformed') throw error
    const plain = new TextDecoder('latin1').decode(bytes).replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
    return plain.includes('/Linearized') ? pdfDictionary([]) : null
  }
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
  section.entries.forEach((entry) => {
    if (entry.type === 'offset' && entry.offset >= end) throw malformed('a revision refers to what came after it', section.offset)
  })
}
