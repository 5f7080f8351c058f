import { pagesThatShow } from '../../pdf/document/annotationsOf.js'
import { pagesOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf, signatureFields } from '../../pdf/document/signatureFields.js'
import { isBlank } from '../../pdf/syntax/isBlank.js'
import { isKind, type PdfDictionary } from '../../pdf/syntax/values.js'
import { coversAnnotation } from '../changes/coversAnnotation.js'
import { visibleBox } from '../straddle/pageEdge.js'
import type { BaseFinding } from './inspectBase.js'

/** Of the page: a larger field could be drawn full with another page once somebody signs it. */
const largestShare = 1 / 6
/** /F with Print, and perhaps Locked (section 12.5.3). Others hide a widget on screen or on paper, or let it grow as one zooms. */
const plainFlags: readonly number[] = [4, 132]

/**
 * What a signature field will draw is seen by nobody who signs before it. So it draws nothing yet, is drawn the same on screen and paper, on one page,
 * small beside it, and lies upon no other field.
 */
export function inspectFieldLooks(pdf: PdfFile): BaseFinding[] {
  const pages = pagesOf(pdf).map(({ number }) => pdf.dictionary(pdf.object(number)))
  return signatureFields(pdf).flatMap(({ reference, widget, rect }): BaseFinding[] => {
    if (!reference || !widget) return []
    const shownOn = pagesThatShow(pdf, pages, reference.number)
    const page = pages[shownOn[0] ?? -1]
    if (!page) return []
    const isFine = shownOn.length === 1 && rect !== null && isSmall(pdf, page, rect) && isPlain(pdf, widget) && !coversAnnotation(pdf, reference.number, rect)
    return isFine ? [] : [{ code: 'field-look', object: reference.number }]
  })
}

function isSmall(pdf: PdfFile, page: PdfDictionary, [left, bottom, right, top]: readonly [number, number, number, number]): boolean {
  const box = visibleBox(pdf, page)
  return box !== null && Math.abs((right - left) * (top - bottom)) <= (box[2] - box[0]) * (box[3] - box[1]) * largestShare
}

function isPlain(pdf: PdfFile, { entries }: PdfDictionary): boolean {
  const flags = pdf.resolve(entries.get('F'))
  if (!isKind(flags, 'number') || !plainFlags.includes(flags.value) || entries.has('MK')) return false
  if (!entries.has('AP')) return true
  // Nor a look for a pointer that hovers or presses.
  const looks = pdf.dictionary(entries.get('AP'))
  const look = looks?.entries.size === 1 ? pdf.resolve(looks.entries.get('N')) : null
  return isKind(look, 'stream') && numbersOf(pdf, look.dictionary.entries.get('BBox')) !== null && isBlank(pdf.decode(look))
}
