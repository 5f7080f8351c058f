import { pagesOf } from '../../../pdf/document/pages.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { isKind, type PdfArray } from '../../../pdf/syntax/values.js'
import { writeValue } from '../../../pdf/syntax/write.js'
import { isSoundSeal } from '../../straddle/soundSeal.js'
import { straddleSealsOf, switchedOn, type StraddleSeal } from '../../straddle/straddleSeals.js'
import type { ChangeRule } from '../classifyChanges.js'
import { signatureKind } from '../signatureKind.js'
import { numberOf } from '../soleReferrer.js'

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
    for (const seal of straddleSealsOf(older, dictionary)) {
      const now = newer.object(seal.reference.number)
      const isFlip = isKind(now, 'dictionary') && writeValue(now) === writeValue(switchedOn(seal.dictionary))
      if (redefined.has(seal.reference.number) && isFlip && isSound(older, seal)) objects.set(seal.reference.number, 'straddle-seal')
    }
  }
  return { objects }
}

function isSound(pdf: PdfFile, seal: StraddleSeal): boolean {
  const shownOn = pagesOf(pdf).flatMap(({ number }) => {
    const page = pdf.dictionary(pdf.object(number))
    const list = page && pdf.get(page, 'Annots')
    return page && isKind(list ?? undefined, 'array') ? (list as PdfArray).items.filter((item) => numberOf(item) === seal.reference.number).map(() => page) : []
  })
  return shownOn.length === 1 && isSoundSeal(pdf, shownOn[0]!, seal)
}
