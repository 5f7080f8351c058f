import { concatBytes } from '../der/bytes.js'
import type { PdfFile } from './readPdf.js'
import { writeValue } from './syntax/write.js'

/** An object to append: the text or bytes between `N G obj` and `endobj`. */
export interface AppendedObject {
  readonly number: number
  readonly generation: number
  readonly body: Uint8Array
}

/** The same in pieces: octets, text of one octet a character, and gaps that somebody fills later, of which a number says how long. */
export interface PiecedObject extends Omit<AppendedObject, 'body'> {
  readonly body: readonly Piece[]
}

type Piece = Uint8Array | string | number

export interface AppendedRevision {
  /** Everything that comes behind the base, gaps left out. */
  readonly tail: Uint8Array
  /** Where each object's body begins, counted from the start of the file. */
  readonly bodyOffsets: ReadonlyMap<number, number>
}

/**
 * Appends objects as one incremental update (ISO 32000-2 section 7.5.6). The base is not touched; the form of the
 * cross-reference section, /Root, /Info and /ID are those of the base's newest section. Same input, same bytes.
 */
export function appendRevision(pdf: PdfFile, objects: readonly (AppendedObject | PiecedObject)[]): AppendedRevision {
  const parts: (Uint8Array | string)[] = []
  const bodyOffsets = new Map<number, number>()
  const offsets: { number: number; generation: number; offset: number }[] = []
  let position = pdf.bytes.length
  const push = (part: Piece): void => {
    if (typeof part !== 'number') parts.push(part)
    position += typeof part === 'number' ? part : part.length
  }
  const lastOctet = pdf.bytes.at(-1)
  if (lastOctet !== 10 && lastOctet !== 13) push('\n')
  for (const { number, generation, body } of [...objects].sort((a, b) => a.number - b.number)) {
    offsets.push({ number, generation, offset: position })
    push(`${number} ${generation} obj\n`)
    bodyOffsets.set(number, position)
    if (body instanceof Uint8Array) push(body)
    else body.forEach(push)
    push('\nendobj\n')
  }
  const startxref = position
  const size = Math.max(pdf.size, ...offsets.map(({ number }) => number + 1))
  if (pdf.sections[0]!.form === 'table') {
    push(`xref\n${runs(offsets).map(tableRun).join('')}trailer\n<<${trailerEntries(pdf, size)}>>\n`)
  } else {
    // The section is an object itself and lists itself.
    const rows = [...offsets, { number: size, generation: 0, offset: startxref }]
    const data = new Uint8Array(rows.flatMap(streamRow))
    const index = runs(rows).map((run) => `${run[0]!.number} ${run.length}`).join(' ')
    push(`${size} 0 obj\n<</Type/XRef/W[1 5 2]/Index[${index}]${trailerEntries(pdf, size + 1)}/Length ${data.length}>>\nstream\n`)
    push(data)
    push('\nendstream\nendobj\n')
  }
  push(`startxref\n${startxref}\n%%EOF\n`)
  return { tail: concatBytes(parts), bodyOffsets }
}

type Row = { readonly number: number; readonly generation: number; readonly offset: number }

function trailerEntries(pdf: PdfFile, size: number): string {
  const kept = ['Root', 'Info', 'ID'].flatMap((key) => {
    const value = pdf.trailer.entries.get(key)
    return value === undefined ? [] : [`/${key} ${writeValue(value)}`]
  })
  return `/Size ${size}${kept.join('')}/Prev ${pdf.startxref}`
}

/** Consecutive numbers share a subsection. */
function runs(rows: readonly Row[]): Row[][] {
  const result: Row[][] = []
  for (const row of rows) {
    const last = result.at(-1)
    if (last && last.at(-1)!.number + 1 === row.number) last.push(row)
    else result.push([row])
  }
  return result
}

function tableRun(run: readonly Row[]): string {
  const rows = run.map(({ offset, generation }) => `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`)
  return `${run[0]!.number} ${run.length}\n${rows.join('')}`
}

function streamRow({ offset, generation }: Row): number[] {
  // The highest octet apart: shifts know 32 bits.
  return [1, (offset / 2 ** 32) & 255, offset >>> 24, (offset >> 16) & 255, (offset >> 8) & 255, offset & 255, generation >> 8, generation & 255]
}
