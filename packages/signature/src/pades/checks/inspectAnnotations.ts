import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind, isName, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import type { BaseFinding } from './inspectBase.js'

/** Ours are widgets of signature fields and of straddle seals without an action, and links to another place of the same document. */
export function inspectAnnotations(pdf: PdfFile, page: PdfDictionary | null, number: number, straddleSeals: ReadonlySet<number>): BaseFinding[] {
  const annotations = page ? pdf.get(page, 'Annots') : null
  if (annotations === null) return []
  if (!isKind(annotations, 'array')) return [{ code: 'foreign-annotation', page: number }]
  return annotations.items.flatMap((item) => inspectAnnotation(pdf, item, straddleSeals).map((code) => ({ code, page: number })))
}

function inspectAnnotation(pdf: PdfFile, item: PdfValue, straddleSeals: ReadonlySet<number>): BaseFinding['code'][] {
  const annotation = pdf.dictionary(item)
  if (!annotation) return ['foreign-annotation']
  const subtype = pdf.get(annotation, 'Subtype')
  const action = pdf.get(annotation, 'A')
  const isLink = isName(subtype, 'Link')
  const type = pdf.get(annotation, 'FT')
  const isSeal = isKind(item, 'reference') && straddleSeals.has(item.number)
  if (!isLink && !(isName(subtype, 'Widget') && (isName(type, 'Sig') || isSeal))) return ['foreign-annotation']
  // Some viewers draw the look of a link, others do not: two readers would see two documents.
  if (isLink && annotation.entries.has('AP')) return ['foreign-annotation']
  if (action === null) return []
  const goesInside = isLink && isKind(action, 'dictionary') && isName(pdf.get(action, 'S'), 'GoTo') && !action.entries.has('Next')
  return goesInside ? [] : ['foreign-action']
}
