import { zlibSync } from 'fflate'
import { concatBytes } from '../der/bytes.js'
import { writeHybrid } from './forms/hybrid.fixture.js'
import { writeLinearized } from './forms/linearized.fixture.js'
import { latin1 } from './syntax/write.js'

/** How a fixture lists its objects; `object-stream` also packs them, deflated, and lists them with a predictor, as most software does. */
export const fixtureForms = ['table', 'stream', 'object-stream'] as const
/** Those that a contract may not have (`inspectBase`), and that any other file may. */
export const baseForms = [...fixtureForms, 'hybrid', 'linearized', 'linearized-stream'] as const
export type FixtureForm = (typeof baseForms)[number]

/** A PDF of one revision from the bodies of its objects; object 1 is the catalog. One octet a character. */
export function writePdf(bodies: ReadonlyMap<number, string>, form: FixtureForm = 'table'): Uint8Array<ArrayBuffer> {
  if (form === 'hybrid') return writeHybrid(bodies)
  if (form === 'linearized' || form === 'linearized-stream') return writeLinearized(bodies, form === 'linearized' ? 'table' : 'stream')
  if (form === 'table') return writeTable(bodies)
  return form === 'stream' ? writeStream(bodies) : writeObjectStream(bodies)
}

export interface AppendOptions {
  /** Numbers listed as free. */
  readonly freed?: readonly number[]
  /** Entries of the trailer besides /Size and /Prev. */
  readonly trailer?: string
  readonly previous?: number
  readonly size?: number
}

/** One more revision with a table, from nothing but its text: what somebody else's software, or an attacker, may append. */
export function appendTable(base: Uint8Array, bodies: ReadonlyMap<number, string>, options: AppendOptions = {}): Uint8Array<ArrayBuffer> {
  const { freed = [], trailer = '/Root 1 0 R', previous = startxrefOf(base), size = 200 } = options
  let text = '\n'
  const rows = freed.map((number) => `${number} 1\n0000000000 00001 f \n`)
  for (const [number, body] of bodies) {
    rows.push(`${number} 1\n${String(base.length + text.length).padStart(10, '0')} 00000 n \n`)
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  const table = `xref\n${rows.join('')}trailer\n<</Size ${size}${trailer}/Prev ${previous}>>\nstartxref\n${base.length + text.length}\n%%EOF\n`
  return concatBytes([base, latin1(text + table)])
}

export function startxrefOf(file: Uint8Array): number {
  return Number([...new TextDecoder('latin1').decode(file).matchAll(/startxref\s+(\d+)/g)].at(-1)![1])
}

export function writeObjects(bodies: ReadonlyMap<number, string>): { text: string; offsets: Map<number, number> } {
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const offsets = new Map<number, number>()
  for (const [number, body] of bodies) {
    offsets.set(number, text.length)
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  return { text, offsets }
}

export const identifier = '/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]'

function writeTable(bodies: ReadonlyMap<number, string>): Uint8Array<ArrayBuffer> {
  const { text, offsets } = writeObjects(bodies)
  const size = Math.max(...offsets.keys()) + 1
  const rows = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number)
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  return latin1(`${text}xref\n0 ${size}\n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R${identifier}>>\nstartxref\n${text.length}\n%%EOF\n`) as Uint8Array<ArrayBuffer>
}

function writeStream(bodies: ReadonlyMap<number, string>): Uint8Array<ArrayBuffer> {
  const { text, offsets } = writeObjects(bodies)
  const own = Math.max(...offsets.keys()) + 1
  offsets.set(own, text.length)
  let data = ''
  for (let number = 0; number <= own; number++) {
    const offset = offsets.get(number)
    data += offset === undefined ? '\0\0\0\0\0' : String.fromCharCode(1, (offset >> 16) & 255, (offset >> 8) & 255, offset & 255, 0)
  }
  const dictionary = `<</Type/XRef/Size ${own + 1}/W[1 3 1]/Root 1 0 R${identifier}/Length ${data.length}>>`
  return latin1(`${text}${own} 0 obj\n${dictionary}\nstream\n${data}\nendstream\nendobj\nstartxref\n${text.length}\n%%EOF\n`) as Uint8Array<ArrayBuffer>
}

/** Everything that is no stream goes into one object stream (ISO 32000-2 section 7.5.7). */
function writeObjectStream(bodies: ReadonlyMap<number, string>): Uint8Array<ArrayBuffer> {
  const isPacked = (body: string): boolean => !body.endsWith('endstream')
  const packed = [...bodies].filter(([, body]) => isPacked(body))
  const container = Math.max(...bodies.keys()) + 1
  const own = container + 1
  let header = ''
  let content = ''
  for (const [number, body] of packed) {
    header += `${number} ${content.length} `
    content += `${body}\n`
  }
  const data = deflate(header + content)
  const loose = new Map([...bodies].filter(([, body]) => !isPacked(body)))
  loose.set(container, `<</Type/ObjStm/N ${packed.length}/First ${header.length}/Filter/FlateDecode/Length ${data.length}>>\nstream\n${data}\nendstream`)
  const { text, offsets } = writeObjects(loose)
  offsets.set(own, text.length)
  const rows = Array.from({ length: own + 1 }, (_, number) => {
    const index = packed.findIndex(([packedNumber]) => packedNumber === number)
    const offset = offsets.get(number)
    if (index >= 0) return String.fromCharCode(2, 0, container >> 8, container & 255, index)
    return offset === undefined ? '\0\0\0\0\0' : String.fromCharCode(1, (offset >> 16) & 255, (offset >> 8) & 255, offset & 255, 0)
  })
  const table = deflate(predictUp(rows))
  const parameters = '/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 5>>'
  const dictionary = `<</Type/XRef/Size ${own + 1}/W[1 3 1]${parameters}/Root 1 0 R${identifier}/Length ${table.length}>>`
  return latin1(`${text}${own} 0 obj\n${dictionary}\nstream\n${table}\nendstream\nendobj\nstartxref\n${text.length}\n%%EOF\n`) as Uint8Array<ArrayBuffer>
}

function deflate(text: string): string {
  return Array.from(zlibSync(latin1(text)), (octet) => String.fromCharCode(octet)).join('')
}

/** PNG's filter Up: each row as its difference from the one above. */
function predictUp(rows: readonly string[]): string {
  return rows.map((row, index) => String.fromCharCode(2, ...Array.from(row, (character, i) => (character.charCodeAt(0) - (rows[index - 1]?.charCodeAt(i) ?? 0)) & 255))).join('')
}
