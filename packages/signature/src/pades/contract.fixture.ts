import { writePdf, type FixtureForm } from '../pdf/pdf.fixture.js'

export interface FixtureOptions {
  readonly form?: FixtureForm
  readonly fields?: readonly string[]
  /** Extra entries of the catalog. */
  readonly catalog?: string
  /** Extra objects behind the others, by their bodies; numbers go on from 20. */
  readonly objects?: readonly string[]
  readonly text?: string
  readonly pageEntries?: string
}

/** A small contract of two pages with empty signature fields on the second, in one revision. */
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
  return writePdf(bodies, form)
}
