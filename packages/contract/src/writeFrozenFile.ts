import { deflateSync } from 'node:zlib'
import { PDFStream, type PDFDocument, type PDFObject, type PDFRef } from 'pdf-lib'

/** So that a place within an object stream fits into one octet. */
const membersPerStream = 250

type Numbered = readonly [reference: PDFRef, object: PDFObject]

/**
 * Writes a document as one revision. The objects in `plain`, which whoever signs has to look at, stand in the file as they are; so does the cross-reference
 * stream. All others that may lie in object streams (ISO 32000-2 section 7.5.7): signing upon the file inflates nothing then. Same input, same bytes.
 */
export function writeFrozenFile({ context }: PDFDocument, plain: ReadonlySet<PDFRef>): Uint8Array {
  const objects: Numbered[] = context.enumerateIndirectObjects()
  const isPlain = ([reference, object]: Numbered): boolean => object instanceof PDFStream || plain.has(reference)
  const packed = objects.filter((numbered) => !isPlain(numbered))
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\x81\x81\x81\x81\n\n', 'latin1')]
  let position = parts[0]!.length
  const rows = new Map<number, readonly [type: number, where: number, index: number]>([[0, [0, 0, 0]]])
  const put = (number: number, body: Uint8Array): void => {
    rows.set(number, [1, position, 0])
    const whole = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n\n')])
    parts.push(whole)
    position += whole.length
  }
  for (const numbered of objects.filter(isPlain)) put(numbered[0].objectNumber, bytesOf(numbered[1]))
  let next = context.largestObjectNumber + 1
  for (let from = 0; from < packed.length; from += membersPerStream) {
    const members = packed.slice(from, from + membersPerStream)
    members.forEach(([{ objectNumber }], index) => rows.set(objectNumber, [2, next, index]))
    put(next++, objectStream(members))
  }
  const startxref = position
  // The section lists itself as well.
  rows.set(next, [1, startxref, 0])
  put(next, crossReferenceStream(context.trailerInfo, rows, next + 1))
  return new Uint8Array(Buffer.concat([...parts, Buffer.from(`startxref\n${startxref}\n%%EOF\n`)]))
}

function bytesOf(object: PDFObject): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return bytes
}

function objectStream(members: readonly Numbered[]): Uint8Array {
  const bodies = members.map(([, object]) => Buffer.concat([bytesOf(object), Buffer.from('\n')]))
  let offset = 0
  const heads = members.map(([{ objectNumber }], index) => {
    const head = `${objectNumber} ${offset} `
    offset += bodies[index]!.length
    return head
  })
  const head = Buffer.from(heads.join(''))
  return stream(`/Type/ObjStm/N ${members.length}/First ${head.length}/Filter/FlateDecode`, deflateSync(Buffer.concat([head, ...bodies]), { level: 9 }))
}

/** Section 7.5.8. A number that was never given to an object is free; its row says so. */
function crossReferenceStream({ Root, Info, ID }: PDFDocument['context']['trailerInfo'], rows: ReadonlyMap<number, readonly [number, number, number]>, size: number): Uint8Array {
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
  const trailer = Object.entries({ Root, Info, ID }).flatMap(([key, value]) => (value ? [`/${key} ${value.toString()}`] : []))
  return stream(`/Type/XRef/W[1 ${width} 1]/Size ${size}${trailer.join('')}`, data)
}

function stream(entries: string, data: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`<<${entries}/Length ${data.length}>>\nstream\n`), data, Buffer.from('\nendstream')])
}
