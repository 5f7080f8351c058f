import { concatBytes } from '../../../der/bytes.js'
import { identifier } from '../../../pdf/pdf.fixture.js'
import { readPdf } from '../../../pdf/readPdf.js'
import { latin1 } from '../../../pdf/syntax/write.js'
import { text } from '../../signOver.fixture.js'
import { CrossReferenceTail, row } from '../../../pdf/forms/crossReferenceTail.fixture.js'
import { drawing, otherAmount, sign, signedContract, type Forgery, type Victim } from '../victim.fixture.js'

const says = 'unreadable-file'

/** A whole other document, which nothing leads to, and a trailer inside a stream: what viewers find that search a file because its cross-reference is none for them. */
export const otherDocument: readonly (readonly [number, string])[] = [
  [70, '<</Type/Catalog/Pages 71 0 R/AcroForm 6 0 R>>'],
  [71, '<</Type/Pages/Kids[72 0 R]/Count 1>>'],
  [72, '<</Type/Page/Parent 71 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 73 0 R>>'],
  [73, otherAmount],
  [74, drawing(`\ntrailer\n<</Size 90/Root 70 0 R${identifier}>>\n`)],
]

/** Updates that this reader could follow to the signed document, and some viewer to another one: it goes elsewhere, or searches the file for objects. */
export async function otherReaders(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const forgeries = [...inOtherNumbers(signed), ...inOtherTables(signed), hiddenPrevious(signed), ...brokenMembers(signed), freedAndListed(signed)]
  // An honest signer that takes such a file makes it no better.
  const later = await Promise.all(forgeries.map(async ({ what, file, ...rest }) => ({ what: `${what}, and the lender signs`, file: await sign(victim, file, { field: 'lender' }).catch(() => file), ...rest })))
  return [...forgeries, ...later]
}

/** Numbers of a cross-reference stream that some readers take for none (ISO 32000-2 section 7.5.8.2). */
function inOtherNumbers(signed: Uint8Array): Forgery[] {
  const big = (value: number, width: number): string => Array.from({ length: width }, (_, index) => String.fromCharCode(Math.floor(value / 256 ** (width - 1 - index)) & 255)).join('')
  const make = ({ size = '90', w = '[1 3 1]', widths = [1, 3, 1], index = '[70 5 80 1]', previous = (at: number) => String(at) }): Uint8Array => {
    const tail = new CrossReferenceTail(signed)
    for (const [number, body] of otherDocument) tail.put(number, body)
    const places = [...tail.offsets.values(), tail.position]
    const data = places.map((place) => big(1, widths[0]!) + big(place, widths[1]!) + big(0, widths[2]!)).join('')
    return tail.stream(80, { data, entries: `/Size ${size}/W${w}/Index${index}/Prev ${previous(tail.previous)}` })
  }
  const inTable = (previous: (at: number) => string): Uint8Array => {
    const tail = new CrossReferenceTail(signed)
    for (const [number, body] of otherDocument) tail.put(number, body)
    const rows = [...tail.offsets].map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`)
    return tail.table(rows, `/Size 90/Root 1 0 R${identifier}/Prev ${previous(tail.previous)}`)
  }
  return [
    { what: 'a real /Prev in the trailer of a table', file: inTable((at) => `${at}.0`), says },
    { what: 'a /Prev with a sign in the trailer of a table', file: inTable((at) => `+${at}`), says },
    { what: 'a real /Prev', file: make({ previous: (at) => `${at}.0` }), says },
    { what: 'a /Prev that ends in a point', file: make({ previous: (at) => `${at}.` }), says },
    { what: 'a /Prev with a sign', file: make({ previous: (at) => `+${at}` }), says },
    { what: 'a real /Size', file: make({ size: '90.0' }), says },
    { what: 'a real in /W', file: make({ w: '[1.0 3 1]' }), says },
    { what: 'a real in /Index', file: make({ index: '[70.0 5.0 80 1]' }), says },
    { what: 'half a subsection in /Index', file: make({ index: '[70 5 80 1 90]' }), says },
    { what: 'a type of five octets', file: make({ w: '[5 3 1]', widths: [5, 3, 1] }), says },
    { what: 'fields of eight octets', file: make({ w: '[8 8 8]', widths: [8, 8, 8] }), says },
    { what: 'an offset of nine octets', file: make({ w: '[1 9 1]', widths: [1, 9, 1] }), says },
  ]
}

/** Tables that some viewers do not find, or do not read. */
function inOtherTables(signed: Uint8Array): Forgery[] {
  const make = (first: string, change: (section: string) => string = (section) => section): Uint8Array => {
    const tail = new CrossReferenceTail(signed)
    for (const [number, body] of otherDocument) tail.put(number, body)
    const rows = [...tail.offsets].map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`)
    const whole = tail.table([first, ...rows], `/Size 90/Root 1 0 R${identifier}/Prev ${tail.previous}`)
    return concatBytes([whole.subarray(0, tail.position), latin1(change(text(whole.subarray(tail.position))))])
  }
  return [
    { what: 'a table whose keyword goes on', file: make('', (section) => section.replace('xref\n', 'xref')), says },
    { what: 'a subsection of no rows, far away', file: make('9999999 0\n') },
    { what: 'a subsection of no rows behind /Size', file: make('91 0\n'), says },
    { what: 'a startxref far before the end', file: make('', (section) => section.replace('startxref\n', `startxref${'\n'.repeat(1500)}`)), says },
  ]
}

/** pdf.js follows /Prev of the stream that /XRefStm names, before the table's: here to a section inside a stream. */
function hiddenPrevious(signed: Uint8Array): Forgery {
  const tail = new CrossReferenceTail(signed)
  const inner = `5 0 obj\n${otherAmount}\nendobj\n`
  const section = (at: number): string => `\n${inner}xref\n5 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<</Size 90/Root 1 0 R${identifier}>>\n`
  const start = tail.position + `74 0 obj\n${drawing(section(0))}`.indexOf(inner)
  tail.put(74, drawing(section(start)))
  const streamAt = tail.position
  tail.put(80, drawing(row(1, streamAt), `/Type/XRef/Size 90/W[1 3 1]/Index[80 1]/Root 1 0 R${identifier}/Prev ${start + inner.length}`))
  const listed = `74 1\n${String(tail.offsets.get(74)).padStart(10, '0')} 00000 n \n`
  return { what: 'a /Prev in the stream that /XRefStm names', file: tail.table([listed], `/Size 90/Root 1 0 R${identifier}/Prev ${tail.previous}/XRefStm ${streamAt}`), says }
}

/** The catalog as it was, in an object stream where another member begins before its end: viewers that stop there find none, and search the file. */
function brokenMembers(signed: Uint8Array): Forgery[] {
  const catalog = '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>'
  const otherCatalog = catalog.replace('2 0 R', '71 0 R')
  const make = (header: string, members: string, { first = header.length, index = 0, generation = 0 } = {}): Uint8Array => {
    const tail = new CrossReferenceTail(signed).put(50, drawing(header + members, `/Type/ObjStm/N 2/First ${first}`), generation)
    for (const [number, body] of otherDocument) tail.put(number, body)
    const second = header.includes(' 60 ') ? row(2, 50, 1) : row(0, 0)
    const rows = [row(2, 50, index), row(1, tail.offsets.get(50)!, generation), second, ...otherDocument.map(([number]) => row(1, tail.offsets.get(number)!)), row(1, tail.position)]
    return tail.stream(80, { data: rows.join(''), entries: `/Size 90/W[1 3 1]/Index[1 1 50 1 60 1 70 5 80 1]/Prev ${tail.previous}` })
  }
  return [
    { what: 'a second member where the first begins', file: make('1 0 60 0 ', catalog), says },
    { what: 'a second member within the first', file: make('1 0 60 9 ', catalog), says },
    { what: 'a second member before the first', file: make('1 5 60 0 ', `null ${catalog}`), says },
    { what: 'something between two members', file: make('1 0 60 50 ', `${catalog} 8 0  null`.replace(/ 8 0 +/, (found) => found.padEnd(50 - catalog.length))), says },
    { what: 'numbers that go on behind /First', file: make('1 0 60 45 ', `${catalog} null`, { first: 5 }), says },
    { what: 'half a text before the first member', file: make('1 9 60 59 ', `null [ ( ${catalog.padEnd(50)}null`), says },
    { what: 'two members of one number, the first listed', file: make('1 0 1 50 ', catalog.padEnd(50) + otherCatalog), says },
    { what: 'two members of one number, the second listed', file: make('1 0 1 50 ', otherCatalog.padEnd(50) + catalog, { index: 1 }), says },
    { what: 'an object stream of another generation', file: make('1 0 60 50 ', `${catalog.padEnd(50)}null`, { generation: 1 }), says },
  ]
}

/** Section 7.5.8.4: what the table frees, old viewers do not have. */
function freedAndListed(signed: Uint8Array): Forgery {
  const tail = new CrossReferenceTail(signed)
  const entry = readPdf(signed).entry(5)
  const streamAt = tail.position
  tail.put(80, drawing(row(1, entry?.type === 'offset' ? entry.offset : 0) + row(1, streamAt), `/Type/XRef/Size 81/W[1 3 1]/Index[5 1 80 1]/Root 1 0 R${identifier}`))
  return { what: 'a table that frees what its stream lists in the old place', file: tail.table(['5 1\n0000000000 00001 f \n'], `/Size 81/Root 1 0 R${identifier}/Prev ${tail.previous}/XRefStm ${streamAt}`), says: 'suspicious-change' }
}
