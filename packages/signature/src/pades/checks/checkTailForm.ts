import { bytesEqual } from '../../der/bytes.js'
import { appendRevision, type AppendedObject } from '../../pdf/appendRevision.js'
import { linearizationOf } from '../../pdf/document/linearization.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { Lexer } from '../../pdf/syntax/lexer.js'
import { positionsOf } from '../../pdf/syntax/positionsOf.js'
import { changedKeys } from '../../pdf/syntax/sameDictionary.js'
import { isKind } from '../../pdf/syntax/values.js'
import type { TailProblem } from './checkTail.js'

/** The tail's form: trailer, cross-reference section, and nothing between the objects. */
export function checkTailForm(old: PdfFile, now: PdfFile): TailProblem[] {
  const problems = checkTrailer(old, now)
  const tail = now.bytes.subarray(old.bytes.length)
  if (positionsOf(tail, '%%EOF').length !== 1 || now.end !== now.bytes.length) problems.push({ code: 'second-eof' })
  // One form only: the objects written again by our own appender must give the tail, octet for octet.
  if (!bytesEqual(appendRevision(old, tailObjects(now)).tail, tail)) problems.push({ code: 'gap' })
  return problems
}

function checkTrailer(old: PdfFile, now: PdfFile): TailProblem[] {
  const problems: TailProblem[] = []
  const section = now.sections[0]!
  const changed = changedKeys(old.trailer, now.trailer)
  if (['Root', 'Info', 'ID'].some((key) => changed.includes(key))) problems.push({ code: 'root-changed' })
  const previous = now.trailer.entries.get('Prev')
  if (!isKind(previous, 'number') || previous.value !== old.startxref || now.sections.length !== old.sections.length + 1) problems.push({ code: 'prev-mismatch' })
  // When the file has the length that a linearization dictionary gives, viewers begin at the section behind it.
  if (section.form !== old.sections[0]!.form || section.hybrid || linearizationOf(now.bytes)) problems.push({ code: 'xref-form-changed' })
  return problems
}

/**
 * The bodies of the tail's objects, as appendRevision would be given them, cut out as if they were framed as it frames them: where they are not, what it makes of them differs.
 * Throws at a comment, which could hold what a careless reader takes for an object, and cuts off what stands behind the value but a stream's data in their own frame.
 */
function tailObjects(now: PdfFile): AppendedObject[] {
  const section = now.sections[0]!
  const objects: AppendedObject[] = []
  section.entries.forEach((entry, number) => {
    if (entry.type !== 'offset' || entry.offset === section.offset) return
    const [start, end] = now.objectRange(number)!
    const body = now.bytes.subarray(start + `${number} ${entry.generation} obj\n`.length, end - '\nendobj'.length)
    const lexer = new Lexer(body, 0, { comments: false })
    lexer.readValue()
    const value = now.object(number)
    const due = lexer.position + (isKind(value, 'stream') ? value.bytes.length + '\nstream\n\nendstream'.length : 0)
    objects.push({ number, generation: entry.generation, body: body.length === due ? body : body.subarray(0, lexer.position) })
  })
  return objects
}
