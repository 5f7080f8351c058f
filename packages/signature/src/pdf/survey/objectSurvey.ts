import { beyond, limits } from '../limits.js'
import type { PdfFile } from '../readPdf.js'
import { inflateNatively } from './inflateNatively.js'
import { readMembers, type Members } from './readMembers.js'
import { behindBlanks, behindHead, behindKeyword, roomForKeys, skim } from './skim.js'
import { isKind, isName, pdfDictionary, type PdfStream, type PdfValue } from '../syntax/values.js'
import { writeValue } from '../syntax/write.js'
import { generationOf, referencesIn } from '../walk.js'
import type { XrefEntry } from '../xref/entry.js'

/** Looks at all objects of a file, at each of its revisions, and keeps none. */
export interface ObjectSurvey {
  /**
   * Adds the numbers an object refers to, each as often as it does; none where it is free. What a cross-reference stream names as a trailer (/Root, /Info) does not count.
   * `entry` is what `pdf` says of it, if whoever asks knows.
   * @throws SignatureError as `PdfFile.object`
   */
  references(found: number[], pdf: PdfFile, number: number, entry?: XrefEntry): void
  /** Reads an object, unless that was done before.
   * @throws SignatureError as `PdfFile.object` */
  check(pdf: PdfFile, number: number): void
  /** Whether any object that was looked at has a generation but the first, or refers to one. */
  hasGenerations(): boolean
  /** The data of a stream, filters undone, as `PdfFile.decode` gives them but by the platform's own inflater where it has one.
   * @throws SignatureError as `PdfFile.decode` */
  data(pdf: PdfFile, stream: PdfStream): Uint8Array
}

/** What is known of one revision: which objects are sound, and the object streams it has. */
interface View {
  /** A bit for each number. */
  readonly sound: Uint8Array
  readonly streams: Map<number, Members | null>
}

export function objectSurvey(): ObjectSurvey {
  const views = new Map<PdfFile, View>()
  const decoded = new Map<string, Members | null>()
  const keys = roomForKeys()
  /** Of the bytes that all streams may hold together. */
  let remaining: number = limits.inflatedBytes
  let hasGenerations = false

  function viewOf(pdf: PdfFile): View {
    let view = views.get(pdf)
    if (!view) views.set(pdf, (view = { sound: new Uint8Array((pdf.size >> 3) + 1), streams: new Map() }))
    return view
  }

  function references(found: number[], pdf: PdfFile, number: number, entry = pdf.entry(number)): void {
    if (!entry || entry.type === 'free') return
    const view = viewOf(pdf)
    const begin = found.length
    const isSkimmed = entry.type === 'offset' ? skimObject(pdf.bytes, number, entry, found, keys) : skimMember(pdf, view, number, entry, found)
    if (!isSkimmed) {
      // A stream, or something written in an unusual way.
      found.length = begin
      const value = pdf.object(number)
      for (const reference of referencesIn(withoutTrailer(value))) {
        found.push(reference.number)
        hasGenerations ||= reference.generation > 0
      }
    }
    hasGenerations ||= entry.type === 'offset' && entry.generation > 0
    view.sound[number >> 3]! |= 1 << (number & 7)
  }

  function skimMember(pdf: PdfFile, { streams }: View, number: number, { stream, index }: Extract<XrefEntry, { type: 'compressed' }>, found: number[]): boolean {
    let members = streams.get(stream)
    if (members === undefined) streams.set(stream, (members = membersOf(pdf, stream)))
    if (members?.numbers[index] !== number) return false
    const end = members.offsets[index + 1] ?? members.data.length
    const behind = skim(members.data, members.offsets[index]!, found, keys)
    return behind >= 0 && behind <= end && behindBlanks(members.data, behind) >= end
  }

  /** Revisions that have the same object stream at the same place have the same members. */
  function membersOf(pdf: PdfFile, number: number): Members | null {
    const stream = generationOf(pdf, number) === 0 && pdf.entry(number)!.type === 'offset' ? pdf.object(number) : null
    if (!isKind(stream, 'stream')) return null
    const name = nameOf(stream)
    const known = name === null ? undefined : decoded.get(name)
    const members = known ?? readMembers(stream, () => data(pdf, stream))
    if (name !== null) decoded.set(name, members)
    return members
  }

  function data(pdf: PdfFile, stream: PdfStream): Uint8Array {
    const inflated = inflateNatively(stream) ?? pdf.decode(stream)
    remaining -= inflated.length
    if (remaining < 0) throw beyond('inflatedBytes')
    return inflated
  }

  return {
    references,
    hasGenerations: () => hasGenerations,
    data,
    check: (pdf, number) => {
      if ((viewOf(pdf).sound[number >> 3]! & (1 << (number & 7))) === 0) references([], pdf, number)
    },
  }
}

/** What a cross-reference stream says as a trailer, which nobody follows who comes to it as an object. Its other keys count: a page may draw it as well. */
function withoutTrailer(value: PdfValue): PdfValue {
  const isTrailer = isKind(value, 'stream') && isName(value.dictionary.entries.get('Type'), 'XRef')
  return isTrailer ? pdfDictionary([...value.dictionary.entries].filter(([key]) => key !== 'Root' && key !== 'Info')) : value
}

/** Where a stream's data stand and how they are read; null when another object says so, which may be another one in another revision. */
function nameOf({ dictionary, bytes }: PdfStream): string | null {
  const parameters = ['Filter', 'DecodeParms', 'N', 'First'].map((key) => dictionary.entries.get(key) ?? null)
  if (parameters.some((value) => referencesIn(value).length > 0)) return null
  return [bytes.byteOffset, bytes.length, ...parameters.map(writeValue)].join(' ')
}

/** Whether a whole object, but a stream, stands where it should. */
function skimObject(bytes: Uint8Array, number: number, { offset, generation }: Extract<XrefEntry, { type: 'offset' }>, found: number[], keys: Int32Array): boolean {
  const at = behindHead(bytes, offset, number, generation)
  const end = at < 0 ? -1 : skim(bytes, at, found, keys)
  return end >= 0 && behindKeyword(bytes, end, 'endobj') >= 0
}
