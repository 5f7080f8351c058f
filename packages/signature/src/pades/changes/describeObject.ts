import { pagesOf, type PdfFile } from '../../pdf/readPdf.js'
import { isKind } from '../../pdf/syntax/values.js'

const words: Record<string, string> = {
  Pages: 'page tree',
  Font: 'font',
  FontDescriptor: 'font',
  Catalog: 'catalog',
  XObject: 'drawing',
  Annot: 'annotation',
  Sig: 'signature',
  DocTimeStamp: 'document timestamp',
  Metadata: 'metadata',
  ObjStm: 'object stream',
}

/** What an object is, for a report: `page 3`, `font`, `annotation`. */
export function describeObject(pdf: PdfFile, number: number): string {
  const page = pagesOf(pdf).findIndex((reference) => reference.number === number)
  if (page >= 0) return `page ${page + 1}`
  const value = pdf.object(number)
  const dictionary = pdf.dictionary(value)
  const type = dictionary && pdf.get(dictionary, 'Type')
  if (isKind(type ?? undefined, 'name')) return words[(type as { name: string }).name] ?? 'object'
  if (dictionary?.entries.has('FT')) return 'form field'
  return isKind(value, 'stream') ? 'stream' : 'object'
}
