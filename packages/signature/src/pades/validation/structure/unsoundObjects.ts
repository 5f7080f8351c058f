import type { ObjectSurvey } from '../../../pdf/survey/objectSurvey.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { soundly } from '../../../pdf/soundly.js'
import { isDigit } from '../../../pdf/survey/skim.js'
import { pagesOf } from '../../../pdf/document/pages.js'
import { octetClasses } from '../../../pdf/syntax/lexer.js'
import { positionsOf } from '../../../pdf/syntax/positionsOf.js'
import { generationOf, objectNumbers, referencesIn } from '../../../pdf/walk.js'
import type { Warning } from '../verdict/report.js'

/**
 * What makes one file two documents for two viewers: an object that is read with repairs only, and one that no cross-reference lists. `revisions` oldest first;
 * of several the objects of the oldest were all read when it was compared with the next.
 */
export function unsoundObjects(revisions: readonly PdfFile[], survey: ObjectSurvey): Warning[] {
  const warnings: Warning[] = []
  const newest = revisions.at(-1)!
  // Each as its own revision knows it.
  const isSound = (revision: PdfFile, index: number): boolean => {
    if (index === 0 && revisions.length > 1) return true
    const own = revision.sections.slice(0, revision.sections.length - (revisions[index - 1]?.sections.length ?? 0))
    return isSoundly(() => own.forEach(({ entries }) => entries.forEach((_, number) => survey.check(revision, number))))
  }
  if (!revisions.every(isSound) || !isSoundly(() => pagesOf(newest)) || (survey.hasGenerations() && hasStrayReference(newest))) warnings.push('object-unreadable')
  if (hasUnlistedObject(revisions, survey)) warnings.push('object-unlisted')
  return warnings
}

/** A reference to another generation than the object has: nothing for some viewers, the object for others. */
function hasStrayReference(pdf: PdfFile): boolean {
  return objectNumbers(pdf).some((object) => referencesIn(pdf.object(object)).some(({ number, generation }) => ![null, generation].includes(generationOf(pdf, number))))
}

/** Not with two keys alike, a string or stream without end, another object at the offset. */
const isSoundly = (read: () => unknown): boolean => soundly(() => [read()]) !== null

/** A second body for a number, or one for a number of its own: viewers that search the file for objects take it for the document's. */
function hasUnlistedObject(revisions: readonly PdfFile[], survey: ObjectSurvey): boolean {
  const { bytes, sections, entry: entryOf } = revisions.at(-1)!
  const starts = new Set(sections.map(({ offset }) => offset))
  // Some software does not list a cross-reference stream; but then its number is nobody else's.
  const isSection = ({ number, position }: ObjectHead): boolean => {
    const entry = entryOf(number)
    return starts.has(position) && (!entry || entry.type === 'free' || (entry.type === 'offset' && starts.has(entry.offset)))
  }
  const isListed = (head: ObjectHead): boolean =>
    isSection(head) ||
    sections.some(({ entries }) => {
      const entry = entries.get(head.number)
      return entry?.type === 'offset' && entry.offset === head.position
    })
  const strays = objectHeads(bytes).filter((head) => !isListed(head))
  if (strays.length === 0) return false
  const ranges = revisions.flatMap((revision) => objectNumbers(revision).flatMap((number) => (isSoundly(() => survey.check(revision, number)) ? [revision.objectRange(number)] : [])))
  // Inside another object, in a stream or a text, it is none.
  return !areInside(strays.map(({ position }) => position), ranges.filter((range) => range !== null))
}

/** Whether each position lies behind the start of some range and before its end. There may be hundreds of thousands of both: one pass, in order. */
function areInside(positions: readonly number[], ranges: readonly (readonly [start: number, end: number])[]): boolean {
  const ordered = [...ranges].sort((a, b) => a[0] - b[0])
  let [next, end] = [0, 0]
  return [...positions].sort((a, b) => a - b).every((position) => {
    for (; next < ordered.length && ordered[next]![0] < position; next++) end = Math.max(end, ordered[next]![1])
    return position < end
  })
}

interface ObjectHead {
  readonly number: number
  /** Of the number. */
  readonly position: number
}

/** Where `N G obj` stands. */
function objectHeads(bytes: Uint8Array): ObjectHead[] {
  return positionsOf(bytes, 'obj').flatMap((position) => {
    const generation = numberBefore(bytes, position)
    const head = generation && numberBefore(bytes, generation.position)
    return head ? [head] : []
  })
}

/** The number before a position, with white space between; null when there is none. */
function numberBefore(bytes: Uint8Array, behind: number): ObjectHead | null {
  let end = behind
  while (octetClasses[bytes[end - 1]!] === 1) end--
  let position = end
  while (isDigit(bytes[position - 1])) position--
  if (end === behind || position === end) return null
  let number = 0
  for (let i = position; i < end; i++) number = number * 10 + bytes[i]! - 0x30
  return { number, position }
}

