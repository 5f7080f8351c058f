import { hasArea, type SignatureField } from '../../../pdf/document/signatureFields.js'
import { changedKeys } from '../../../pdf/syntax/sameDictionary.js'
import { isKind, numberOr, type PdfDictionary } from '../../../pdf/syntax/values.js'
import type { ChangeRule } from '../classifyChanges.js'
import { drawsNothing } from '../drawsNothing.js'
import { signatureKind } from '../signatureKind.js'
import { replacedLook } from '../replacedLook.js'

const lockedFlag = 128

/** An empty signature field got its value and its look, and nothing else of it changed. */
export const signatureValue: ChangeRule = (pair) => {
  const objects = new Map<number, 'signature' | 'document-timestamp'>()
  for (const field of pair.fieldsOf(pair.older)) {
    const number = field.reference?.number
    if (number === undefined || !pair.redefined.has(number) || field.value !== null) continue
    const now = pair.newer.object(number)
    if (!isKind(now, 'dictionary')) continue
    const kind = signatureKind(pair, now.entries.get('V'))
    // Anybody can ask an authority for a timestamp: one may not draw in the place that awaits somebody's signature.
    const isPlace = isShown(field)
    if (kind === 'document-timestamp' && isPlace) continue
    if (!kind || !changedKeys(field.dictionary, now).every((key) => key === 'V' || key === 'AP' || (key === 'F' && onlyLocked(field.dictionary, now)))) continue
    // Nor is drawn where nobody saw that something would be: in a rectangle of no size, or one that viewers mend, or by an annotation that is no widget.
    if (!isPlace && !drawsNothing(pair, now)) continue
    objects.set(number, kind)
    if (field.widget === field.dictionary) for (const object of replacedLook(pair, number)) objects.set(object, kind)
  }
  return { objects }
}

function isShown({ rect, widget, dictionary }: SignatureField): boolean {
  return widget === dictionary && hasArea(rect)
}

/** ISO 32000-2 table 167: signing may lock the widget against being moved, and no other flag changes. */
function onlyLocked(before: PdfDictionary, after: PdfDictionary): boolean {
  const [old, now] = [before.entries.get('F'), after.entries.get('F')]
  return isKind(now, 'number') && now.value === (numberOr(old, 0) | lockedFlag)
}
