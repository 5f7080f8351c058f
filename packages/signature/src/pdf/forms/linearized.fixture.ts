import { identifier } from '../pdf.fixture.js'
import { latin1 } from '../syntax/write.js'

type Offsets = ReadonlyMap<number, number>

/**
 * A file laid out for fast viewing (ISO 32000-2 annex F): the newest section, for the first page, at the start of the file, the older one at its end. Its hint tables
 * are empty: no reader of this package looks at them, and after an update nobody may.
 */
export function writeLinearized(bodies: ReadonlyMap<number, string>, form: 'table' | 'stream'): Uint8Array<ArrayBuffer> {
  const parameters = Math.max(...bodies.keys()) + 1
  const hints = parameters + 1
  const own = form === 'stream' ? [hints + 1, hints + 2] : []
  const size = hints + 1 + own.length
  const first = new Map([...bodies].filter(([, body]) => /\/Type\/(Catalog|Pages|Page)\b/.test(body)))
  const rest = new Map([...bodies].filter(([number]) => !first.has(number)))
  const hintBody = '<</S 8/Length 8>>\nstream\n\0\0\0\0\0\0\0\0\nendstream'
  // Offsets stand in fields of fixed width, so the second pass knows them all.
  let [offsets, length, restStart, mainSection] = [new Map<number, number>() as Offsets, 0, 0, 0]
  const write = (): string => {
    const found = new Map<number, number>()
    let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
    const put = (number: number, body: string): void => {
      found.set(number, text.length)
      text += `${number} 0 obj\n${body}\nendobj\n`
    }
    const wide = (value: number): string => String(value).padStart(7, '0')
    const at = (number: number): string => wide(offsets.get(number) ?? 0)
    put(parameters, `<</Linearized 1/L ${wide(length)}/H[${at(hints)} 40]/O 3/E ${wide(restStart)}/N 2/T ${wide(mainSection)}>>`)
    const firstSection = text.length
    const front = [...first.keys(), parameters, hints, ...own.slice(0, 1)]
    if (own[0]) found.set(own[0], firstSection)
    text += section({ form, number: own[0], numbers: front, offsets, size, trailer: `/Root 1 0 R${identifier}/Prev ${wide(mainSection)}` })
    text += 'startxref\n0\n%%EOF\n'
    for (const [number, body] of first) put(number, body)
    put(hints, hintBody)
    restStart = text.length
    for (const [number, body] of rest) put(number, body)
    mainSection = text.length
    if (own[1]) found.set(own[1], mainSection)
    text += section({ form, number: own[1], numbers: [...rest.keys(), ...own.slice(1)], offsets, size: Math.max(...rest.keys(), ...own.slice(1)) + 1, trailer: '' })
    text += `startxref\n${firstSection}\n%%EOF\n`
    offsets = found
    length = text.length
    return text
  }
  write()
  return latin1(write()) as Uint8Array<ArrayBuffer>
}

interface SectionOptions {
  readonly form: 'table' | 'stream'
  /** Of the section itself, when it is a stream. */
  readonly number: number | undefined
  readonly numbers: readonly number[]
  readonly offsets: Offsets
  readonly size: number
  readonly trailer: string
}

function section({ form, number, numbers, offsets, size, trailer }: SectionOptions): string {
  const ordered = [...numbers].sort((a, b) => a - b)
  if (form === 'table') {
    const rows = ordered.map((one) => `${one} 1\n${String(offsets.get(one) ?? 0).padStart(10, '0')} 00000 n \n`)
    return `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<</Size ${size}${trailer}>>\n`
  }
  const data = ordered.map((one) => String.fromCharCode(1, ((offsets.get(one) ?? 0) >> 16) & 255, ((offsets.get(one) ?? 0) >> 8) & 255, (offsets.get(one) ?? 0) & 255, 0)).join('')
  return `${number} 0 obj\n<</Type/XRef/Size ${size}/W[1 3 1]/Index[${ordered.map((one) => `${one} 1`).join(' ')}]${trailer}/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`
}
