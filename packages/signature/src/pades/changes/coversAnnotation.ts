import { pagesOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf } from '../../pdf/document/signatureFields.js'
import { isKind } from '../../pdf/syntax/values.js'
import { numberOf } from './soleReferrer.js'

type Rect = readonly [number, number, number, number]

/** Whether an annotation lies upon another one of its page: a field with its look, a remark, a seal. What a page itself draws is not known here. */
export function coversAnnotation(pdf: PdfFile, annotation: number, rect: Rect): boolean {
  return pagesOf(pdf).some(({ number }) => {
    const page = pdf.dictionary(pdf.object(number))
    const list = page && pdf.get(page, 'Annots')
    if (!isKind(list ?? undefined, 'array')) return false
    const { items } = list as { items: readonly Parameters<typeof numberOf>[0][] }
    if (!items.some((item) => numberOf(item) === annotation)) return false
    return items.some((item) => {
      const other = numberOf(item) === annotation ? null : pdf.dictionary(item)
      const otherRect = other && numbersOf(pdf, other.entries.get('Rect'))
      return otherRect !== null && overlap(sorted(rect), sorted(otherRect))
    })
  })
}

function sorted([x1, y1, x2, y2]: Rect): Rect {
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
}

function overlap(a: Rect, b: Rect): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
