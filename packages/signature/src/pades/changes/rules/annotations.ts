import { pagesOf } from '../../../pdf/document/pages.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { isKind, numberOf, type PdfValue } from '../../../pdf/syntax/values.js'
import { writeValue } from '../../../pdf/syntax/write.js'
import type { ChangeRule } from '../classifyChanges.js'
import { pageAndList } from '../grownList.js'
import type { RevisionPair } from '../revisionPair.js'
import { soleReferrer } from '../soleReferrer.js'

/** Remarks upon the text (ISO 32000-2 section 12.5.6.2, markup annotations), and the windows they open in. Nothing that plays, runs, or leads away. */
const remarks: ReadonlySet<string> = new Set([
  'Text', 'FreeText', 'Line', 'Square', 'Circle', 'Polygon', 'PolyLine', 'Highlight', 'Underline', 'Squiggly', 'StrikeOut', 'Caret', 'Stamp', 'Ink', 'Popup',
])

/** Remarks were added to a page, changed or taken away. Only a certification with /P 3 permits it (section 12.8.2.2); for every other signature placeSignature calls it suspicious. */
export const annotations: ChangeRule = (pair) => {
  const objects = new Map<number, 'annotation'>()
  for (const { number: page } of pagesOf(pair.older)) {
    for (const object of annotatedObjects(pair, page)) objects.set(object, 'annotation')
  }
  return { objects }
}

function annotatedObjects(pair: RevisionPair, page: number): number[] {
  const { older, newer, redefined } = pair
  const before = older.object(page)
  if (!isKind(before, 'dictionary')) return []
  const annotations = before.entries.get('Annots')
  const old = listOf(older, annotations)
  if (!old || ![page, ...[annotations, ...old].map(numberOf)].some((number) => number !== null && redefined.has(number))) return []
  const after = newer.object(page)
  const now = isKind(after, 'dictionary') ? listOf(newer, after.entries.get('Annots')) : null
  if (!isKind(after, 'dictionary') || !now) return []
  const written = new Set(now.map(writeValue))
  const kept = old.filter((item) => written.has(writeValue(item)))
  const fresh = now.filter((item) => isNewRemark(pair, item))
  const gone = old.filter((item) => !written.has(writeValue(item)))
  // What stays, stays in its order: what is drawn later covers what was drawn before.
  const rest = now.filter((item) => !fresh.includes(item)).map(writeValue)
  const onlyRemarks = gone.every((item) => isRemark(older, item)) && rest.join(' ') === kept.map(writeValue).join(' ')
  const changed = kept.flatMap((item) => {
    const number = numberOf(item)
    return number !== null && redefined.has(number) && isRemark(older, item) && isRemark(newer, item) && soleReferrer(pair, number, numberOf(annotations) ?? page) ? [number] : []
  })
  if (!onlyRemarks || (fresh.length === 0 && gone.length === 0)) return changed
  return [...changed, ...fresh.flatMap((item) => numberOf(item) ?? []), ...pageAndList(pair, page, before, after)]
}

function listOf(pdf: PdfFile, value: PdfValue | undefined): readonly PdfValue[] | null {
  const list = pdf.resolve(value)
  if (list === null) return []
  return isKind(list, 'array') ? list.items : null
}

function isNewRemark({ newer, added }: RevisionPair, item: PdfValue): boolean {
  return isKind(item, 'reference') && added.has(item.number) && isRemark(newer, item)
}

function isRemark(pdf: PdfFile, item: PdfValue): boolean {
  const annotation = pdf.dictionary(item)
  const subtype = annotation?.entries.get('Subtype')
  return annotation !== null && isKind(subtype, 'name') && remarks.has(subtype.name) && !annotation.entries.has('A') && !annotation.entries.has('AA') && !annotation.entries.has('FT')
}
