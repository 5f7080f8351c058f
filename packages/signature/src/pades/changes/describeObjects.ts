import { pagesOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
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

/** What each object is, for a report: `page 3`, `font`, `annotation`. */
export function describeObjects(pdf: PdfFile, numbers: readonly number[]): string[] {
  const pages = numbers.length === 0 ? [] : pagesOf(pdf)
  const pageNumbers = new Map(pages.map(({ number }, index) => [number, index + 1]))
  return numbers.map((number) => {
    const page = pageNumbers.get(number)
    return page === undefined ? describeObject(pdf, number) : `page ${page}`
  })
}

function describeObject(pdf: PdfFile, number: number): string {
  const value = pdf.object(number)
  const dictionary = pdf.dictionary(value)
  const type = dictionary ? pdf.get(dictionary, 'Type') : null
  if (isKind(type, 'name')) return words[type.name] ?? 'object'
  if (dictionary?.entries.has('FT')) return 'form field'
  return isKind(value, 'stream') ? 'stream' : 'object'
}
