import { concatBytes } from '@loansign/signature'
import { appendRevision, type AppendedObject } from '../../../packages/signature/src/pdf/appendRevision.js'
import { readPdf } from '../../../packages/signature/src/pdf/readPdf.js'
import type { PdfReference } from '../../../packages/signature/src/pdf/syntax/values.js'
import { latin1 } from '../../../packages/signature/src/pdf/syntax/write.js'
import { changedObject } from './lyingTail.js'

/** Positions in a signed file at which a byte is flipped: every place of structure, and a few hundred spread evenly over the rest of what is signed. */
export function placesToFlip(pdf: Uint8Array, { spread = 300 } = {}): number[] {
  const text = Buffer.from(pdf).toString('latin1')
  const [start, end] = [...text.matchAll(/\/ByteRange\s*\[\s*0 (\d+) (\d+)/g)].at(-1)!.slice(1).map(Number) as [number, number]
  const isSigned = (position: number): boolean => position < start || position >= end
  const structure = [...text.matchAll(/%PDF-|%%EOF|\bxref\n|trailer|\/XRef\b|\/ObjStm\b|startxref\n\d|\/ByteRange|\/Contents|\/Type ?\/(?:Sig|Page|Pages|Catalog|Font)\b|\/(?:Root|Prev|Size|ID|AcroForm|Fields|Kids|EmbeddedFile)\b|\bstream\n|endobj/g)]
    .flatMap(({ index, 0: found }) => [index, index + found.length - 1])
  // Of what a file has hundreds of, a part.
  const step = Math.ceil(structure.length / spread)
  const evenly = Array.from({ length: spread }, (_, index) => Math.floor((index * pdf.length) / spread))
  const edges = [start - 1, end, pdf.length - 1]
  return [...new Set([...structure.filter((_, index) => index % step === 0), ...evenly, ...edges])].filter(isSigned).sort((a, b) => a - b)
}

/** The file with one bit of one byte changed. */
export function flipped(pdf: Uint8Array, position: number): Uint8Array {
  const changed = Uint8Array.from(pdf)
  changed[position]! ^= 1
  return changed
}

/** The file with something behind it: nothing a signature covers is touched. */
export function appendedTo(pdf: Uint8Array): [what: string, file: Uint8Array][] {
  const file = readPdf(pdf)
  const root = file.trailer.entries.get('Root') as PdfReference
  const object = (number: number, body: string): AppendedObject => ({ number, generation: 0, body: latin1(body) })
  const revision = (...objects: AppendedObject[]): Uint8Array => appendRevision(file, objects).tail
  const tails: [string, Uint8Array][] = [
    ['one octet', latin1('\0')],
    ['a line end', latin1('\n')],
    ['a comment', latin1('\n% paid in full\n')],
    ['a second end', latin1('\n%%EOF\n')],
    ['an object nobody refers to', latin1(`\n${file.size} 0 obj\n<</Forged true>>\nendobj\n`)],
    ['an empty revision', revision()],
    ['a revision with a new object', revision(object(file.size, '<</Forged true>>'))],
    ['a revision with another page', revision(changedObject(file, 'page'))],
    ['a revision with another font', revision(changedObject(file, 'font'))],
    ['a revision with another page tree', revision(changedObject(file, 'page-tree'))],
    ['a revision with another catalog', revision(object(root.number, '<</Type/Catalog>>'))],
    ['the file once more', pdf],
  ]
  return tails.map(([what, tail]) => [what, concatBytes([pdf, tail])])
}
