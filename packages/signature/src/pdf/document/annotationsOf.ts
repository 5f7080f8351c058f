import type { PdfFile } from '../readPdf.js'
import { isKind, type PdfDictionary, type PdfValue } from '../syntax/values.js'

/** What a page lists as its annotations (ISO 32000-2 section 12.5.2), as it stands there; empty when that is no list. */
export function annotationsOf(pdf: PdfFile, page: PdfDictionary | null): readonly PdfValue[] {
  const annotations = page && pdf.get(page, 'Annots')
  return isKind(annotations, 'array') ? annotations.items : []
}

/** The pages that show an annotation, 0 for the first, each as often as it lists it. */
export function pagesThatShow(pdf: PdfFile, pages: readonly (PdfDictionary | null)[], annotation: number): number[] {
  return pages.flatMap((page, index) => annotationsOf(pdf, page).flatMap((item) => (isKind(item, 'reference') && item.number === annotation ? [index] : [])))
}
