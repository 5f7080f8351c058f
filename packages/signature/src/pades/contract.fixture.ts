import { latin1 } from '../pdf/syntax/write.js'

export interface FixtureOptions {
  readonly form?: 'table' | 'stream'
  readonly fields?: readonly string[]
  /** Extra entries of the catalog. */
  readonly catalog?: string
  /** Extra objects behind the others, by their bodies; numbers go on from 20. */
  readonly objects?: readonly string[]
  readonly text?: string
  readonly pageEntries?: string
}

/** A small contract of two pages with empty signature fields on the second. One revision, classic table or cross-reference stream. */
export function contractFixture(options: FixtureOptions = {}): Uint8Array<ArrayBuffer> {
  const { form = 'table', fields = ['borrower', 'lender'], catalog = '', objects = [], text = 'Amount 300000.00', pageEntries = '' } = options
  const content = `BT /F1 14 Tf 72 700 Td (${text}) Tj ET`
  const fieldNumbers = fields.map((_, index) => 10 + index * 2)
  const bodies = new Map<number, string>([
    [1, `<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R${catalog}>>`],
    [2, '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>'],
    [3, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R${pageEntries}>>`],
    [4, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 8 0 R/Annots[${fieldNumbers.map((number) => `${number} 0 R`).join(' ')}]>>`],
    [5, `<</Length ${content.length}>>\nstream\n${content}\nendstream`],
    [6, `<</Fields[${fieldNumbers.map((number) => `${number} 0 R`).join(' ')}]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>`],
    [7, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'],
    [8, '<</Length 0>>\nstream\n\nendstream'],
  ])
  fields.forEach((name, index) => {
    const number = 10 + index * 2
    bodies.set(number, `<</Type/Annot/Subtype/Widget/FT/Sig/T(${name})/F 4/P 4 0 R/Rect[72 ${600 - index * 100} 242 ${660 - index * 100}]/AP<</N ${number + 1} 0 R>>>>`)
    bodies.set(number + 1, '<</Type/XObject/Subtype/Form/BBox[0 0 170 60]/Matrix[1 0 0 1 0 0]/Resources<<>>/Length 0>>\nstream\n\nendstream')
  })
  objects.forEach((body, index) => bodies.set(20 + index, body))
  return form === 'table' ? writeTable(bodies) : writeStream(bodies)
}

function writeObjects(bodies: ReadonlyMap<number, string>): { text: string; offsets: Map<number, number> } {
  let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const offsets = new Map<number, number>()
  for (const [number, body] of bodies) {
    offsets.set(number, text.length)
    text += `${number} 0 obj\n${body}\nendobj\n`
  }
  return { text, offsets }
}

const identifier = '/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]'

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
