import { annotationsOf } from '../../../pdf/document/annotationsOf.js'
import { pagesOf } from '../../../pdf/document/pages.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { isKind, numberOf, type PdfDictionary, type PdfStream } from '../../../pdf/syntax/values.js'
import { writeValue } from '../../../pdf/syntax/write.js'
import { isSoundSeal } from '../../straddle/soundSeal.js'
import { straddleSealsOf, switchedOn, type StraddleSeal } from '../../straddle/straddleSeals.js'
import type { ChangeRule } from '../classifyChanges.js'
import { signatureKind } from '../signatureKind.js'

/**
 * A straddle seal that was off is on, in /V and /AS alone, in the very revision that signs the field whose /Lock names it. Anybody else who switches it on, or off,
 * has no rule; nor has a checkbox that shows anything but a seal at the page's edge, since nobody saw that look when they signed.
 */
export const straddleSealOn: ChangeRule = (pair) => {
  const { older, newer, redefined } = pair
  const objects = new Map<number, 'straddle-seal'>()
  for (const { reference, value, dictionary } of pair.fieldsOf(older)) {
    if (!reference || value !== null || !redefined.has(reference.number)) continue
    const signed = newer.object(reference.number)
    if (!isKind(signed, 'dictionary') || signatureKind(pair, signed.entries.get('V')) !== 'signature') continue
    const seals = straddleSealsOf(older, dictionary)
    const shownOn = pagesThatShow(older, seals)
    const drawings = { known: new Map<PdfStream, boolean>(), dataOf: (stream: PdfStream) => pair.dataOf(older, stream) }
    const isSound = (seal: StraddleSeal): boolean => {
      const pages = shownOn.get(seal.reference.number)!
      return pages.length === 1 && isSoundSeal(older, pages[0]!, seal, drawings)
    }
    for (const seal of seals) {
      const now = newer.object(seal.reference.number)
      const isFlip = isKind(now, 'dictionary') && writeValue(now) === writeValue(switchedOn(seal.dictionary))
      if (redefined.has(seal.reference.number) && isFlip && isSound(seal)) objects.set(seal.reference.number, 'straddle-seal')
    }
  }
  return { objects }
}

/** The pages that show each slice, once for each time they do. */
function pagesThatShow(pdf: PdfFile, seals: readonly StraddleSeal[]): Map<number, PdfDictionary[]> {
  const shownOn = new Map<number, PdfDictionary[]>(seals.map(({ reference }) => [reference.number, []]))
  for (const { number } of seals.length === 0 ? [] : pagesOf(pdf)) {
    const page = pdf.dictionary(pdf.object(number))
    for (const item of annotationsOf(pdf, page)) shownOn.get(numberOf(item) ?? -1)?.push(page!)
  }
  return shownOn
}
