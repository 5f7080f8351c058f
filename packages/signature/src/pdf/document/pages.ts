import { beyond, limits } from '../limits.js'
import type { PdfFile } from '../readPdf.js'
import { isKind, numberOf, type PdfDictionary, type PdfReference, type PdfValue } from '../syntax/values.js'
import { malformed } from '../malformed.js'

/** The catalog.
 * @throws SignatureError `pdf-malformed` */
export function catalogOf(pdf: PdfFile): PdfDictionary {
  const catalog = pdf.dictionary(pdf.trailer.entries.get('Root'))
  if (!catalog) throw malformed('catalog')
  return catalog
}

/** The number of the catalog's object; null where the trailer names none. */
export const rootNumber = (pdf: PdfFile): number | null => numberOf(pdf.trailer.entries.get('Root'))

/** The references of all pages, in order (ISO 32000-2 section 7.7.3).
 * @throws SignatureError `pdf-malformed` also for a circular tree, `pdf-limit` */
export function pagesOf(pdf: PdfFile): PdfReference[] {
  const pages: PdfReference[] = []
  const seen = new Set<number>()
  const visit = (node: PdfValue | undefined, depth: number): void => {
    if (depth > limits.depth) throw beyond('depth')
    if (!isKind(node, 'reference') || seen.has(node.number)) throw malformed('page tree')
    seen.add(node.number)
    const dictionary = pdf.dictionary(node)
    if (!dictionary) throw malformed('page tree')
    const [type, kids, count] = ['Type', 'Kids', 'Count'].map((key) => pdf.get(dictionary, key))
    const before = pages.length
    if (isKind(kids, 'array')) kids.items.forEach((kid) => visit(kid, depth + 1))
    else pages.push(node)
    // Some viewers tell a page by its /Type, some by its /Kids, and some pass over as many as /Count says.
    const [name, isCounted] = isKind(kids, 'array') ? ['Pages', isKind(count, 'number') && count.value === pages.length - before] : ['Page', true]
    if (!isCounted || (isKind(type, 'name') && type.name !== name)) throw malformed('page tree')
  }
  visit(catalogOf(pdf).entries.get('Pages'), 0)
  return pages
}
