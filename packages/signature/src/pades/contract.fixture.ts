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
  /** Numbers of further fields, which stand among `objects`. */
  readonly moreFields?: readonly number[]
  /** A straddle seal across both pages, locked by the lender's field; objects 14 to 19. */
  readonly straddleSeal?: boolean
}

/** A small contract of two pages with empty signature fields on the second, in one revision. */
export function contractFixture(options: FixtureOptions = {}): Uint8Array<ArrayBuffer> {
  const { form = 'table', fields = ['borrower', 'lender'], catalog = '', objects = [], text = 'Amount 300000.00', pageEntries = '', moreFields = [], straddleSeal = false } = options
  const content = `BT /F1 14 Tf 72 700 Td (${text}) Tj ET`
  const fieldNumbers = fields.map((_, index) => 10 + index * 2)
  const formNumbers = [...fieldNumbers, ...(straddleSeal ? [14, 15] : []), ...moreFields]
  const references = (numbers: readonly number[]): string => numbers.map((number) => `${number} 0 R`).join(' ')
  const bodies = new Map<number, string>([
    [1, `<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R${catalog}>>`],
    [2, '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>'],
    [3, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R${straddleSeal ? '/Annots[14 0 R]' : ''}${pageEntries}>>`],
    [4, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 8 0 R/Annots[${references(straddleSeal ? [...fieldNumbers, 15] : fieldNumbers)}]>>`],
    [5, `<</Length ${content.length}>>\nstream\n${content}\nendstream`],
    [6, `<</Fields[${references(formNumbers)}]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>`],
    [7, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'],
    [8, '<</Length 0>>\nstream\n\nendstream'],
  ])
  fields.forEach((name, index) => {
    const number = 10 + index * 2
    bodies.set(number, `<</Type/Annot/Subtype/Widget/FT/Sig/T(${name})/F 4/P 4 0 R/Rect[72 ${600 - index * 100} 242 ${660 - index * 100}]/AP<</N ${number + 1} 0 R>>${straddleSeal && name === 'lender' ? lock : ''}>>`)
    bodies.set(number + 1, '<</Type/XObject/Subtype/Form/BBox[0 0 170 60]/Matrix[1 0 0 1 0 0]/Resources<<>>/Length 0>>\nstream\n\nendstream')
  })
  if (straddleSeal) for (const [number, body] of straddleSealBodies()) bodies.set(number, body)
  objects.forEach((body, index) => bodies.set(20 + index, body))
  return writePdf(bodies, form)
}

const lock = '/Lock<</Type/SigFieldLock/Action/Include/Fields[(straddle-seal-1)(straddle-seal-2)]>>'

/** 14 and 15 the checkboxes of the two pages, 16 what they show while off, 17 and 18 the two halves of 19. */
function straddleSealBodies(): [number, string][] {
  const widget = (page: number): string =>
    `<</Type/Annot/Subtype/Widget/FT/Btn/Ff 1/F 4/T(straddle-seal-${page})/P ${page + 2} 0 R/Rect[535 361 595 481]/AP<</N<</Off 16 0 R/Sealed ${page + 16} 0 R>>>>/AS/Off/V/Off>>`
  const form = (box: string, resources: string, content: string): string =>
    `<</Type/XObject/Subtype/Form/BBox[${box}]/Resources<<${resources}>>/Length ${content.length}>>\nstream\n${content}\nendstream`
  const half = (shift: number): string => form('0 0 60 120', '/XObject<</Seal 19 0 R>>', `q 1 0 0 1 ${shift} 0 cm /Seal Do Q`)
  return [
    [14, widget(1)],
    [15, widget(2)],
    [16, form('0 0 60 120', '', '')],
    [17, half(0)],
    [18, half(-60)],
    [19, form('0 0 120 120', '', '0.7 0.14 0.11 RG 4 w 10 60 m 60 110 l 110 60 l 60 10 l h S')],
  ]
}
