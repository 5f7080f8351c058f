import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind, type PdfValue } from '../../pdf/syntax/values.js'

/**
 * A revision as a view that lets the newest one read what stands where it stood: most objects are then parsed once for all revisions.
 * Streams are each view's own, since another object may say how long they are.
 */
export function sharedView(newest: PdfFile, view: PdfFile): PdfFile {
  const object = (number: number): PdfValue => {
    const [before, now] = [view.entry(number), newest.entry(number)]
    const stayed = before?.type === 'offset' && now?.type === 'offset' && before.offset === now.offset && before.generation === now.generation
    const range = stayed ? newest.objectRange(number) : null
    // A view that ends earlier may cut off what a longer one reads whole.
    if (!range || range[1] > view.bytes.length) return view.object(number)
    const value = newest.object(number)
    return isKind(value, 'stream') ? view.object(number) : value
  }
  return { ...view, object }
}
