import { beyond, limits } from '../limits.js'
import { malformed } from '../malformed.js'
import { Lexer } from '../syntax/lexer.js'
import type { PdfDictionary } from '../syntax/values.js'
import { integerOf, type XrefEntries, type XrefEntry, type XrefSource } from './entry.js'
import { readXrefStream } from './xrefStream.js'
import { readXrefTable } from './xrefTable.js'

/** One cross-reference section with its trailer: what one revision says. */
export interface XrefSection {
  /** What startxref or /Prev names. */
  readonly offset: number
  readonly form: 'table' | 'stream'
  /** Whether a table is helped out by a stream (/XRefStm), whose entries are among `entries`. */
  readonly hybrid: boolean
  readonly trailer: PdfDictionary
  readonly entries: XrefEntries
  /** First octet behind the section: behind the trailer dictionary, or behind the stream object. */
  readonly end: number
}

/** Follows startxref and /Prev, newest section first, without repairing anything (ISO 32000-2 sections 7.5.4 to 7.5.8). */
export function readXrefChain(source: XrefSource, startxref: number): XrefSection[] {
  const sections: XrefSection[] = []
  const seen = new Set<number>()
  let rows = 0
  for (let offset: number | null = startxref; offset !== null; ) {
    if (seen.has(offset)) throw malformed('circle', offset)
    seen.add(offset)
    if (sections.length >= limits.revisions) throw beyond('revisions')
    const section = readSection(source, offset)
    rows += section.entries.size
    if (rows > limits.objects) throw beyond('objects')
    sections.push(section)
    offset = integerOf(section.trailer, 'Prev')
  }
  // A revision stands behind those it builds upon. Only in a linearized file is the oldest section the last of two (Annex F.3.4).
  sections.forEach(({ offset }, index) => {
    const older = sections[index + 1]
    if (older && older.offset > offset && index + 2 < sections.length) throw malformed('/Prev', offset)
  })
  return sections
}

function readSection(source: XrefSource, offset: number): XrefSection {
  if (offset >= source.bytes.length) throw malformed('expected a cross-reference section', offset)
  const lexer = new Lexer(source.bytes, offset)
  lexer.skipBlanks()
  const isTable = lexer.looksAt('xref')
  const { entries, trailer, highest, end } = isTable ? readXrefTable(lexer) : readXrefStream(source, offset)
  const hiddenAt = isTable ? integerOf(trailer, 'XRefStm') : null
  const hidden = hiddenAt === null ? null : readXrefStream(source, hiddenAt)
  // Some viewers follow a /Prev of that stream too, and before the table's.
  if (hidden?.trailer.entries.has('Prev')) throw malformed('/XRefStm')
  checkSize(trailer, Math.max(highest, hidden?.highest ?? 0))
  return { offset, form: isTable ? 'table' : 'stream', hybrid: hidden !== null, trailer, entries: hidden ? mergeHybrid(entries, hidden.entries) : entries, end }
}

/** Section 7.5.5: an object number beyond /Size does not exist. Readers disagree on what to do with it, so it may not be there. */
function checkSize(trailer: PdfDictionary, highest: number): void {
  const size = integerOf(trailer, 'Size')
  if (size === null || size < 1) throw malformed('/Size')
  if (size > limits.objects) throw beyond('objects')
  if (highest >= size) throw malformed('/Size')
}

/** Section 7.5.8.4: objects hidden from old readers are free in the table and stand in the stream. Both may not claim the same object. */
function mergeHybrid(table: XrefEntries, stream: XrefEntries): Map<number, XrefEntry> {
  const merged = new Map<number, XrefEntry>()
  table.forEach((entry, number) => merged.set(number, entry))
  stream.forEach((entry, number) => {
    const inTable = table.get(number)
    if (!inTable || inTable.type === 'free') merged.set(number, inTable && entry.type === 'offset' ? { ...entry, hidden: true } : entry)
    else if (entry.type !== 'free') throw malformed('/XRefStm')
  })
  return merged
}
