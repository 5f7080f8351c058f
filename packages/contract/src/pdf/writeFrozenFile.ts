import { deflateSync } from 'node:zlib'
import { readDictionary, writeDictionary } from './dictionary.js'
import type { PlainObject, PlainPdf } from './plainPdf.js'

/** So that a place within an object stream fits into one octet. */
const membersPerStream = 250
/** Shorter streams gain nothing. */
const leastDeflated = 256
/** Of object streams: a third less time than zlib's own 6, for a few hundred octets. */
const objectStreamLevel = 5

export interface WriteFrozenFileOptions {
  readonly file: PlainPdf
  /** Numbers of what whoever signs has to look at. */
  readonly plain: ReadonlySet<number>
  /** In place of the file's own identifier. */
  readonly identifier: string
}

/**
 * Writes a document as one revision. The objects in `plain` stand in the file as they are; so does the cross-reference stream. All others that may lie in object
 * streams (ISO 32000-2 section 7.5.7): signing upon the file inflates nothing then. Streams that are not deflated yet are, but metadata: archives want to read them.
 * Same input, same bytes.
 */
export function writeFrozenFile({ file: { objects, trailer }, plain, identifier }: WriteFrozenFileOptions): Uint8Array {
  const sorted = [...objects].sort(([one], [other]) => one - other)
  const isPlain = ([number, { stream }]: readonly [number, PlainObject]): boolean => stream !== undefined || plain.has(number)
  const packed = sorted.filter((numbered) => !isPlain(numbered))
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\x81\x81\x81\x81\n\n', 'latin1')]
  let position = parts[0]!.length
  const rows = new Map<number, readonly [type: number, where: number, index: number]>([[0, [0, 0, 0]]])
  const put = (number: number, ...body: Uint8Array[]): void => {
    rows.set(number, [1, position, 0])
    for (const part of [Buffer.from(`${number} 0 obj\n`), ...body, Buffer.from('\nendobj\n')]) {
      parts.push(part)
      position += part.length
    }
  }
  for (const [number, object] of sorted.filter(isPlain)) put(number, ...bodyOf(object))
  let next = sorted.at(-1)![0] + 1
  for (let from = 0; from < packed.length; from += membersPerStream) {
    const members = packed.slice(from, from + membersPerStream)
    members.forEach(([number], index) => rows.set(number, [2, next, index]))
    put(next++, ...objectStream(members))
  }
  const startxref = position
  // The section lists itself as well.
  rows.set(next, [1, startxref, 0])
  const kept = ['Root', 'Info'].flatMap((name) => (trailer.has(name) ? [`/${name} ${trailer.get(name)!}`] : []))
  put(next, ...crossReferenceStream([...kept, `/ID[<${identifier}><${identifier}>]`].join(''), rows, next + 1))
  const file = Buffer.concat([...parts, Buffer.from(`startxref\n${startxref}\n%%EOF\n`)])
  // Small ones Node takes from an array that it shares among its Buffers.
  return file.length === file.buffer.byteLength ? new Uint8Array(file.buffer) : new Uint8Array(file)
}

function bodyOf({ text, stream }: PlainObject): Uint8Array[] {
  if (stream === undefined) return [Buffer.from(text, 'latin1')]
  const { entries } = readDictionary(text)
  if (entries.has('Filter') || entries.get('Type') === '/Metadata' || stream.length < leastDeflated) return body(text, stream)
  const data = deflateSync(stream)
  return body(writeDictionary(new Map([...entries, ['Filter', '/FlateDecode'], ['Length', String(data.length)]])), data)
}

function objectStream(members: readonly (readonly [number, PlainObject])[]): Uint8Array[] {
  let offset = 0
  const heads = members.map(([number, { text }]) => {
    const head = `${number} ${offset} `
    offset += text.length + 1
    return head
  })
  const head = heads.join('')
  const data = deflateSync(Buffer.from(`${head}${members.map(([, { text }]) => `${text}\n`).join('')}`, 'latin1'), { level: objectStreamLevel })
  return body(`<</Type/ObjStm/N ${members.length}/First ${head.length}/Filter/FlateDecode/Length ${data.length}>>`, data)
}

/** Section 7.5.8. A number that was never given to an object is free; its row says so. */
function crossReferenceStream(entries: string, rows: ReadonlyMap<number, readonly [number, number, number]>, size: number): Uint8Array[] {
  // The last row is the section's own: no offset is greater.
  const width = Math.ceil(Math.log2(rows.get(size - 1)![1] + 1) / 8)
  const data = Buffer.alloc(size * (width + 2))
  for (let number = 0; number < size; number++) {
    const [type, where, index] = rows.get(number) ?? [0, 0, 0]
    const at = number * (width + 2)
    data[at] = type
    data.writeUIntBE(where, at + 1, width)
    data[at + 1 + width] = index
  }
  return body(`<</Type/XRef/W[1 ${width} 1]/Size ${size}${entries}/Length ${data.length}>>`, data)
}

function body(dictionary: string, data: Uint8Array): Uint8Array[] {
  return [Buffer.from(`${dictionary}\nstream\n`, 'latin1'), data, Buffer.from('\nendstream')]
}
