import { SignatureError } from '../../../errors.js'
import type { ObjectSurvey } from '../../../pdf/survey/objectSurvey.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { positionsOf } from '../../../pdf/syntax/positionsOf.js'
import { objectNumbers } from '../../../pdf/walk.js'
import type { Warning } from '../verdict/report.js'

/** What makes one file two documents for two viewers: an object that is read with repairs only, and one that no cross-reference lists. `revisions` oldest first. */
export function unsoundObjects(revisions: readonly PdfFile[], survey: ObjectSurvey): Warning[] {
  const warnings: Warning[] = []
  // Each as its own revision knows it, where it was read once already to compare it with the next.
  const isSound = (revision: PdfFile, index: number): boolean => {
    const own = revision.sections.slice(0, revision.sections.length - (revisions[index - 1]?.sections.length ?? 0))
    return own.every(({ entries }) => [...entries].every(([number]) => isReadable(revision, number, survey)))
  }
  if (!revisions.every(isSound)) warnings.push('object-unreadable')
  if (hasUnlistedObject(revisions, survey)) warnings.push('object-unlisted')
  return warnings
}

/** Two keys alike, a string or stream without end, another object at the offset. */
function isReadable(pdf: PdfFile, number: number, survey: ObjectSurvey): boolean {
  try {
    survey.check(pdf, number)
    return true
  } catch (error) {
    if (!(error instanceof SignatureError) || error.code === 'pdf-limit') throw error
    return false
  }
}

/** A second body for a number, or one for a number of its own: viewers that search the file for objects take it for the document's. */
function hasUnlistedObject(revisions: readonly PdfFile[], survey: ObjectSurvey): boolean {
  const { bytes, sections } = revisions.at(-1)!
  const listed = new Set<number>()
  for (const section of sections) {
    listed.add(section.offset)
    for (const [, entry] of section.entries) if (entry.type === 'offset') listed.add(entry.offset)
  }
  const strays = objectHeads(bytes).filter((position) => !listed.has(position))
  if (strays.length === 0) return false
  const ranges = revisions.flatMap((revision) => objectNumbers(revision).flatMap((number) => (isReadable(revision, number, survey) ? [revision.objectRange(number)] : [])))
  // Inside another object, in a stream or a text, it is none.
  return strays.some((position) => !ranges.some((range) => range !== null && range[0] < position && position < range[1]))
}

/** Where `N G obj` stands: the position of N. */
function objectHeads(bytes: Uint8Array): number[] {
  return positionsOf(bytes, 'obj').flatMap((position) => {
    const before = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, position - 24), position))
    const head = /(?:^|[^0-9])(\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+)$/.exec(before)
    return head ? [position - head[1]!.length] : []
  })
}
