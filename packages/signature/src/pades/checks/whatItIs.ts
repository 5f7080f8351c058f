import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind } from '../../pdf/syntax/values.js'

const words: Record<string, string> = {
  Page: 'page',
  Pages: 'page-tree',
  Font: 'font',
  FontDescriptor: 'font',
  Catalog: 'catalog',
  XObject: 'drawing',
  Annot: 'annotation',
}

/** What an object is in a word, for a refusal. */
export function whatItIs(pdf: PdfFile, number: number): string {
  const dictionary = pdf.dictionary(pdf.object(number))
  const type = dictionary && pdf.get(dictionary, 'Type')
  return (isKind(type ?? undefined, 'name') && words[(type as { name: string }).name]) || 'object'
}
