import { identifier } from '../../../pdf/pdf.fixture.js'
import { latin1 } from '../../../pdf/syntax/write.js'
import { contractFixture } from '../../contract.fixture.js'
import { text } from '../../signOver.fixture.js'
import { otherAmount } from '../victim.fixture.js'

const row = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`
const free = '0000000000 65535 f \n'

export interface TwoSections {
  /** The rows of the first section begin with a free one for object 1: poppler and pdf.js take them for rows from 0. */
  readonly shifted: boolean
  /** The page's content stands in both sections, and the older one behind the newer. */
  readonly twice: boolean
}

/** A file of two sections, ordered as in a linearized one, which does not say that it were: its first section is the newer. The page's content is object 6, the catalog 2. */
export function twoSections({ shifted, twice }: TwoSections): Uint8Array {
  const next = (body: string): string => body.replace(/(\d+) 0 R/g, (_, number: string) => `${Number(number) + 1} 0 R`)
  const bodies = new Map([...text(contractFixture()).matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match): [number, string] => [Number(match[1]) + 1, next(match[2]!)]))
  const size = Math.max(...bodies.keys()) + 1
  let file = '%PDF-1.7\n'
  const put = (number: number, body: string): number => {
    const offset = file.length
    file += `${number} 0 obj\n${body}\nendobj\n`
    return offset
  }
  const catalog = put(2, bodies.get(2)!)
  const content = put(6, bodies.get(6)!)
  const first = file.length
  const trailer = (previous: string): string => `trailer\n<</Size ${size}/Root 2 0 R${identifier}${previous}>>\nstartxref\n`
  const section = (previous: number): string =>
    `xref\n${shifted ? `1 2\n${free}` : '2 1\n'}${row(catalog)}6 1\n${row(content)}${trailer(`/Prev ${String(previous).padStart(10, '0')}`)}0\n%%EOF\n`
  file += section(0)
  bodies.delete(2)
  if (twice) bodies.set(6, otherAmount)
  else bodies.delete(6)
  const offsets = new Map([...bodies].map(([number, body]) => [number, put(number, body)]))
  const main = file.length
  const rows = Array.from({ length: size }, (_, number) => (offsets.has(number) ? row(offsets.get(number)!) : free)).join('')
  return latin1(`${file.replace(section(0), section(main))}xref\n0 ${size}\n${rows}${trailer('')}${first}\n%%EOF\n`)
}
