import type { PdfFile } from '../../pdf/readPdf.js'
import { signatureFields, type SignatureField } from '../../pdf/document/signatureFields.js'
import { objectSurvey, type ObjectSurvey } from '../../pdf/survey/objectSurvey.js'
import type { PdfStream } from '../../pdf/syntax/values.js'
import type { XrefEntry } from '../../pdf/xref/entry.js'
import type { XrefSection } from '../../pdf/xref/xref.js'
import { collectReferrers, type Referrers } from './referrers.js'

/** Two adjacent revisions as a rule sees them. */
export interface RevisionPair {
  readonly older: PdfFile
  readonly newer: PdfFile
  /** Numbers of old objects that have another definition now, or none. */
  readonly redefined: ReadonlySet<number>
  /** Numbers that the older revision did not have. */
  readonly added: ReadonlySet<number>
  /** As of the older revision; it grows when the next pair is made. */
  readonly referrers: Referrers
  /** The signature fields of one of both, looked for once however many rules ask.
   * @throws SignatureError as `signatureFields` */
  readonly fieldsOf: (pdf: PdfFile) => readonly SignatureField[]
  /** The data of a stream of one of both.
   * @throws SignatureError as `PdfFile.decode` */
  readonly dataOf: (pdf: PdfFile, stream: PdfStream) => Uint8Array
}

/** What is found out about each revision of a file once, whoever asks. */
export interface Findings {
  readonly survey: ObjectSurvey
  /** @throws SignatureError as `signatureFields` */
  readonly fieldsOf: (pdf: PdfFile) => readonly SignatureField[]
}

export function noFindings(): Findings {
  const fields = new Map<PdfFile, readonly SignatureField[]>()
  const fieldsOf = (pdf: PdfFile): readonly SignatureField[] => {
    const found = fields.get(pdf) ?? signatureFields(pdf)
    fields.set(pdf, found)
    return found
  }
  return { survey: objectSurvey(), fieldsOf }
}

/**
 * Pairs each revision with the next, oldest pair first. `revisions` are the file at each of its lengths.
 * @throws SignatureError as `PdfFile.object` when an object of any but the newest is not sound
 */
export function* revisionPairs(revisions: readonly PdfFile[], { survey, fieldsOf }: Findings): Generator<RevisionPair> {
  const referrers = collectReferrers(revisions.at(-1)?.size ?? 0)
  for (const [index, newer] of revisions.slice(1).entries()) {
    const older = revisions[index]!
    const before = revisions[index - 1]
    const found: number[] = []
    const look = (number: number, entry?: XrefEntry): void => {
      const begin = found.length
      survey.references(found, older, number, entry)
      referrers.add(number, found, begin)
    }
    if (before) newEntries(before, older).forEach((entry, number) => look(number, entry))
    // Of one section what it says counts; of several the newest says it, which is looked for.
    else for (const { entries } of older.sections) entries.forEach((entry, number) => look(number, older.sections.length === 1 ? entry : undefined))
    yield { older, newer, ...compare(older, newer, referrers), referrers, fieldsOf, dataOf: survey.data }
  }
}

function compare(older: PdfFile, newer: PdfFile, referrers: Referrers): { redefined: Set<number>; added: Set<number> } {
  const redefined = new Set<number>()
  const added = new Set<number>()
  const entries = newEntries(older, newer)
  // A new object stream is judged by its members, a new cross-reference stream by what it says. (An old object that becomes one is a change: what shows it shows it
  // still; and so is a number that an old object was waiting for.)
  const silent = new Set([...entries.values()].flatMap((entry) => (entry.type === 'compressed' ? [entry.stream] : [])))
  const sections = new Set(ownSections(older, newer).map(({ offset }) => offset))
  for (const [number, entry] of entries) {
    const before = older.entry(number)
    const existed = before !== undefined && before.type !== 'free'
    if (entry.type === 'offset' && sections.has(entry.offset)) silent.add(number)
    if (entry.type === 'free') {
      if (existed) redefined.add(number)
    } else if (!existed) {
      if (!silent.has(number) || referrers.has(number)) added.add(number)
    } else if (!samePlace(before, entry)) redefined.add(number)
  }
  return { redefined, added }
}

function ownSections(older: PdfFile, newer: PdfFile): readonly XrefSection[] {
  return newer.sections.slice(0, newer.sections.length - older.sections.length)
}

/** What the newer revision's own sections say. */
function newEntries(older: PdfFile, newer: PdfFile): Map<number, XrefEntry> {
  const entries = new Map<number, XrefEntry>()
  for (const section of ownSections(older, newer)) {
    section.entries.forEach((entry, number) => {
      if (!entries.has(number)) entries.set(number, entry)
    })
  }
  return entries
}

/**
 * Some software lists old objects again where they were. Inside object streams that proves nothing: the stream may be another one now; and what a hybrid file's
 * table frees is gone for some viewers, wherever its stream lists it.
 */
function samePlace(before: XrefEntry, after: XrefEntry): boolean {
  return before.type === 'offset' && after.type === 'offset' && before.offset === after.offset && before.generation === after.generation && before.hidden === after.hidden
}
