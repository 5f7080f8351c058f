import { readDictionary } from './dictionary.js'

/** A file of one revision whose objects stand in it one by one, as Typst writes it: their text, one character an octet, by number. */
export interface PlainPdf {
  readonly objects: Map<number, PlainObject>
  readonly trailer: ReadonlyMap<string, string>
  /** Puts an object at a number that no other has. */
  add(object: PlainObject): number
  /** The text of a value, followed where it is a reference. */
  resolve(value: string | undefined): string | undefined
}

/** A dictionary or other value, and the octets of a stream. */
export interface PlainObject {
  readonly text: string
  readonly stream?: Uint8Array
}

const shape = (why: string): TypeError => new TypeError(`not a plain PDF of one revision: ${why}`)

/**
 * Reads by the cross-reference table (ISO 32000-2 section 7.5.4). What it does not expect it does not guess: the file is our engine's, or was written plain for us.
 * @throws TypeError for a file of several revisions, with object streams, or otherwise not plain
 */
export function openPlainPdf(pdf: Uint8Array): PlainPdf {
  // Once as text: its parts are then not copied.
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1] ?? NaN)
  if (!text.startsWith('xref', at || 0)) throw shape('no cross-reference table')
  const { offsets, end } = readTable(text, at)
  const { entries: trailer } = readDictionary(text, end)
  if (trailer.has('Prev') || trailer.has('XRefStm')) throw shape('several revisions')
  const starts = [...offsets].sort(([, one], [, other]) => one - other)
  const objects = new Map(starts.map(([number, start], index) => [number, readObject({ pdf, text, number, start, end: starts[index + 1]?.[1] ?? at })]))
  let next = Math.max(0, ...objects.keys(), Number(trailer.get('Size') ?? 1) - 1) + 1
  return {
    objects,
    trailer,
    add(object) {
      objects.set(next, object)
      return next++
    },
    resolve: (value) => {
      const number = /^(\d+) 0 R$/.exec(value ?? '')?.[1]
      return number === undefined ? value : objects.get(Number(number))?.text
    },
  }
}

function readTable(text: string, at: number): { readonly offsets: Map<number, number>; readonly end: number } {
  const offsets = new Map<number, number>()
  const entry = /(\d{10}) (\d{5}) ([nf])/y
  let end = at + 4
  for (let head = section(text, end); head !== null; head = section(text, end)) {
    end = head.end
    for (let index = 0; index < head.count; index++, end += 20) {
      entry.lastIndex = end
      const row = entry.exec(text)
      if (!row) throw shape('a row of the cross-reference')
      if (row[3] === 'f') continue
      if (row[2] !== '00000') throw shape('a number used again')
      offsets.set(head.first + index, Number(row[1]))
    }
  }
  const trailer = /\s*trailer\s*/y
  trailer.lastIndex = end
  if (!trailer.test(text)) throw shape('no trailer')
  return { offsets, end: trailer.lastIndex }
}

function section(text: string, at: number): { readonly first: number; readonly count: number; readonly end: number } | null {
  const head = /\s*(\d+) (\d+)\s*\n/y
  head.lastIndex = at
  const found = head.exec(text)
  return found && { first: Number(found[1]), count: Number(found[2]), end: head.lastIndex }
}

function readObject({ pdf, text, number, start, end }: { readonly pdf: Uint8Array; readonly text: string; readonly number: number; readonly start: number; readonly end: number }): PlainObject {
  const head = /(\d+) 0 obj\s+/y
  head.lastIndex = start
  const close = text.lastIndexOf('endobj', end - 'endobj'.length)
  if (Number(head.exec(text)?.[1]) !== number || close < head.lastIndex) throw shape(`object ${number}`)
  const body = text.slice(head.lastIndex, close).trimEnd()
  if (!body.endsWith('endstream')) return { text: body }
  const dictionary = readDictionary(body)
  const keyword = /\s*stream\r?\n/y
  keyword.lastIndex = dictionary.end
  const length = Number(dictionary.entries.get('Length'))
  if (!keyword.test(body) || !Number.isSafeInteger(length) || keyword.lastIndex + length > body.length) throw shape(`stream ${number}`)
  const from = head.lastIndex + keyword.lastIndex
  return { text: body.slice(0, dictionary.end), stream: pdf.subarray(from, from + length) }
}
