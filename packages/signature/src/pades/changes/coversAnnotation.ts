import { annotationsOf } from '../../pdf/document/annotationsOf.js'
import { pagesOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf } from '../../pdf/document/signatureFields.js'
import { numberOf } from '../../pdf/syntax/values.js'

type Rect = readonly [number, number, number, number]

/** Whether an annotation lies upon another one of its page: a field with its look, a remark, a seal. What a page itself draws is not known here. */
export function coversAnnotation(pdf: PdfFile, annotation: number, rect: Rect): boolean {
  return pagesOf(pdf).some(({ number }) => {
    const items = annotationsOf(pdf, pdf.dictionary(pdf.object(number)))
    return items.some((item) => numberOf(item) === annotation) && items.some((item) => {
      const other = numberOf(item) === annotation ? null : pdf.dictionary(item)
      const otherRect = other && numbersOf(pdf, other.entries.get('Rect'))
      return otherRect !== null && overlap(rect, otherRect)
    })
  })
}

function overlap(a: Rect, b: Rect): boolean {
  return [0, 1].every((side) => Math.min(a[side]!, a[side + 2]!) < Math.max(b[side]!, b[side + 2]!) && Math.min(b[side]!, b[side + 2]!) < Math.max(a[side]!, a[side + 2]!))
}
