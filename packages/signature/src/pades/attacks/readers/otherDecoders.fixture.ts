import { Bits } from '../../../pdf/deflate.fixture.js'
import { CrossReferenceTail, row } from '../../../pdf/forms/crossReferenceTail.fixture.js'
import { text } from '../../signOver.fixture.js'
import { drawing, sign, signedContract, type Forgery, type Victim } from '../victim.fixture.js'
import { otherDocument } from './otherReaders.fixture.js'

const says = 'unreadable-file'
const flate = '/Filter/FlateDecode'
const parameters = (columns: number | string, more = '', predictor: number | string = 12): string => `/DecodeParms<</Predictor ${predictor}/Columns ${columns}${more}>>`

interface Coded {
  readonly entries: string
  readonly code: (data: string) => string
}

/** How an object stream, or a cross-reference stream, can be written so that its data are what they should be for some decoders, and something else, or nothing, for others. */
const ways: Readonly<Record<string, (columns: number) => Coded>> = {
  'a filter named by /F': () => ({ entries: '/F/ASCIIHexDecode', code: plainly }),
  'a filter, and another file named by /F': () => ({ entries: `${flate}/F(a)`, code: stored }),
  'a filter, and none named by /F': () => ({ entries: `${flate}/F[]`, code: stored }),
  'parameters named by /DP': () => ({ entries: `${flate}/DP<</Predictor 12/Columns 4>>`, code: stored }),
  'a predictor behind the last one': (columns) => ({ entries: flate + parameters(columns, '', 16), code: inRows(columns) }),
  'a predictor that is no integer': (columns) => ({ entries: flate + parameters(columns, '', '12.0'), code: inRows(columns) }),
  'columns that are no integer': (columns) => ({ entries: flate + parameters(`${columns}.0`), code: inRows(columns) }),
  'as many colours as columns': (columns) => ({ entries: flate + parameters(1, `/Colors ${columns}`), code: inRows(columns) }),
  'colours of 40 bits': (columns) => ({ entries: flate + parameters(columns / 5, '/BitsPerComponent 40'), code: inRows(columns) }),
  'parameters in an array for a filter in none': (columns) => ({ entries: flate + parameters(columns).replace(/<<.*>>/, '[$&]'), code: inRows(columns) }),
  'parameters in no array for a filter in one': (columns) => ({ entries: `/Filter[/FlateDecode]${parameters(columns)}`, code: inRows(columns) }),
  'a filter that another object gives': () => ({ entries: '/Filter 7 0 R', code: plainly }),
  'parameters that another object gives': () => ({ entries: `${flate}/DecodeParms 7 0 R`, code: stored }),
  'a stored block whose length has another complement': () => ({ entries: flate, code: (data) => stored(data).replace(/^(.{5})./s, '$1\0') }),
  'a length that deflate has none of': () => ({ entries: flate, code: (data) => fixed(data, 286, 0) }),
  'a distance that deflate has none of': () => ({ entries: flate, code: (data) => fixed(data, 257, 31) }),
  'a window that deflate has none of': () => ({ entries: flate, code: (data) => `\x88\x1c${stored(data).slice(2)}` }),
}

const plainly = (data: string): string => data

/** RFC 1950 around one stored block; without the checksum, which nobody asks for. */
const stored = (data: string): string => `\x78\x01\x01${String.fromCharCode(data.length & 255, data.length >> 8, ~data.length & 255, (~data.length >> 8) & 255)}${data}`

const inRows =
  (columns: number) =>
  (data: string): string =>
    stored(data.replace(new RegExp(`[^]{${columns}}`, 'g'), '\0$&'))

/** A block of the fixed codes, and a length and a distance at its end. */
function fixed(data: string, length: number, distance: number): string {
  const bits = new Bits().put(3, 3)
  for (const character of data) bits.fixed(character.charCodeAt(0))
  return `\x78\x01${text(bits.fixed(length).word(distance, 5).fixed(256).bytes)}`
}

/** The catalog as it was, in an object stream that some decoders decode otherwise; and a cross-reference stream written so. Whoever finds nothing there searches the file. */
export async function otherDecoders(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const make = (members: Coded, section: Coded): Uint8Array => {
    const header = '1 0 60 50 '
    const data = `${header}${'<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>'.padEnd(50)}null`.padEnd(80)
    const tail = new CrossReferenceTail(signed).put(50, drawing(members.code(data), `/Type/ObjStm/N 2/First ${header.length}${members.entries}`))
    for (const [number, body] of otherDocument) tail.put(number, body)
    const rows = [row(2, 50, 0), row(1, tail.offsets.get(50)!), row(2, 50, 1), ...otherDocument.map(([number]) => row(1, tail.offsets.get(number)!)), row(1, tail.position)].join('')
    return tail.stream(80, { data: section.code(rows), entries: `/Size 90/W[1 3 1]/Index[1 1 50 1 60 1 70 5 80 1]/Prev ${tail.previous}${section.entries}` })
  }
  const usual: Coded = { entries: flate, code: stored }
  const forgeries = Object.entries(ways).flatMap(([what, way]) => [
    { what: `an object stream with ${what}`, file: make(way(80), usual), says },
    { what: `a cross-reference stream with ${what}`, file: make(usual, way(5)), says },
  ] satisfies Forgery[])
  const later = await Promise.all(forgeries.map(async ({ what, file }) => ({ what: `${what}, and the lender signs`, file: await sign(victim, file, { field: 'lender' }).catch(() => file), says }) satisfies Forgery))
  return [...forgeries, ...later]
}
