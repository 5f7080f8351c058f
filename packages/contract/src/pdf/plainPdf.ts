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
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 64))
  const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? NaN)
  const table = bytes.toString('latin1', at || 0)
  if (!table.startsWith('xref')) throw shape('no cross-reference table')
  const { offsets, end } = readTable(table)
  const { entries: trailer } = readDictionary(table, end)
  if (trailer.has('Prev') || trailer.has('XRefStm')) throw shape('several revisions')
  const starts = [...offsets].sort(([, one], [, other]) => one - other)
  const objects = new Map(starts.map(([number, start], index) => [number, readObject(bytes.subarray(start, starts[index + 1]?.[1] ?? at), number)]))
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

function readTable(text: string): { readonly offsets: Map<number, number>; readonly end: number } {
  const offsets = new Map<number, number>()
  let end = 4
  for (let head = section(text, end); head !== null; head = section(text, end)) {
    end = head.end
    for (let index = 0; index < head.count; index++, end += 20) {
      const row = /^(\d{10}) (\d{5}) ([nf])/.exec(text.slice(end, end + 20))
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

function readObject(bytes: Buffer, number: number): PlainObject {
  const close = bytes.lastIndexOf('endobj')
  const head = /^(\d+) 0 obj\s+/.exec(bytes.toString('latin1', 0, 32))
  if (close < 0 || Number(head?.[1]) !== number) throw shape(`object ${number}`)
  const body = bytes.subarray(head![0].length, close)
  if (!/endstream\s*$/.test(body.toString('latin1', Math.max(0, body.length - 16)))) return { text: body.toString('latin1').trim() }
  const text = body.toString('latin1')
  const { entries, end } = readDictionary(text)
  const start = /\s*stream\r?\n/y
  start.lastIndex = end
  const length = Number(entries.get('Length'))
  if (!start.test(text) || !Number.isSafeInteger(length) || start.lastIndex + length > body.length) throw shape(`stream ${number}`)
  return { text: text.slice(0, end).trim(), stream: body.subarray(start.lastIndex, start.lastIndex + length) }
}
