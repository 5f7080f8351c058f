import { pagesOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind, pdfDictionary } from '../../pdf/syntax/values.js'
import { reachableFrom } from '../../pdf/walk.js'
import type { Change } from './classifyChanges.js'

/** Names for every object that is suspicious, or a remark, the first page that leads to it. */
export function withPages(pdf: PdfFile, changes: readonly Change[]): Change[] {
  const isNamed = ({ kind }: Change): boolean => kind === 'suspicious' || kind === 'annotation'
  const pages = changes.some(isNamed) ? pagesOf(pdf) : []
  const numbers = new Set(pages.map(({ number }) => number))
  const firstPage = new Map<number, number>()
  pages.forEach(({ number }, index) => {
    const page = pdf.object(number)
    // What a page hangs on is not on it, nor is another page a link leads to.
    const own = isKind(page, 'dictionary') ? pdfDictionary([...page.entries].filter(([key]) => key !== 'Parent')) : null
    for (const object of [number, ...reachableFrom(pdf, own, (reached) => numbers.has(reached))]) if (!firstPage.has(object)) firstPage.set(object, index + 1)
  })
  return changes.map((change) => {
    const page = isNamed(change) ? firstPage.get(change.object) : undefined
    return page === undefined ? change : { ...change, page }
  })
}
