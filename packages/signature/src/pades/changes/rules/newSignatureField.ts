import { catalogOf, pagesOf, rootNumber } from '../../../pdf/document/pages.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { hasArea, type SignatureField } from '../../../pdf/document/signatureFields.js'
import { changedKeys } from '../../../pdf/syntax/sameDictionary.js'
import { isKind, numberOf, pdfDictionary, type PdfDictionary, type PdfValue } from '../../../pdf/syntax/values.js'
import type { ChangeKind, ChangeRule } from '../classifyChanges.js'
import type { RevisionPair } from '../revisionPair.js'
import { drawsNothing } from '../drawsNothing.js'
import { hasOwnPlace, listGrown, pageAndList } from '../grownList.js'
import { signatureKind } from '../signatureKind.js'
import { coversAnnotation } from '../coversAnnotation.js'
import { soleReferrer } from '../soleReferrer.js'

/** What a field that no page shows may hold: viewers draw whatever else is an annotation, of whichever kind. */
const hiddenFieldKeys: readonly string[] = ['FT', 'T', 'TU', 'TM', 'Ff', 'V', 'Lock', 'SV']

/** And one that is shown: nothing that acts, and nothing that hides when printed alone. */
const fieldKeys: readonly string[] = [...hiddenFieldKeys, 'Type', 'Subtype', 'F', 'P', 'Rect', 'AP', 'MK', 'DA', 'DR', 'Q', 'BS', 'Border', 'H', 'NM', 'M']

/** A signature field that was not there before, signed at once: listed in the form, and at most one widget on a page. */
export const newSignatureField: ChangeRule = (pair) => {
  const { older, newer, redefined, added } = pair
  const objects = new Map<number, ChangeKind>()
  const oldNames = new Set(pair.fieldsOf(older).map(({ name }) => name))
  for (const field of pair.fieldsOf(newer)) {
    const number = field.reference?.number
    if (number === undefined || !added.has(number) || oldNames.has(field.name)) continue
    const kind = fieldKind(pair, field)
    if (kind) objects.set(number, kind)
  }
  const isNewField = (item: PdfValue): boolean => isKind(item, 'reference') && objects.has(item.number)
  const [oldForm, newForm] = [catalogOf(older).entries.get('AcroForm'), catalogOf(newer).entries.get('AcroForm')]
  if (newForm === undefined || !formGrown(pair, oldForm, newForm, isNewField)) return { objects: new Map() }
  const kind = [...objects.values()][0] ?? 'signature-field'
  const form = numberOf(newForm)
  if (form !== null && (added.has(form) || redefined.has(form))) objects.set(form, kind)
  const list = numberOf(newer.dictionary(newForm)?.entries.get('Fields'))
  if (list !== null && redefined.has(list) && soleReferrer(pair, list, form ?? rootNumber(newer))) objects.set(list, kind)
  for (const page of grownPages(pair, isNewField)) objects.set(page, kind)
  return { objects, catalogKeys: ['AcroForm'] }
}

function fieldKind(pair: RevisionPair, { reference, dictionary, widget, rect, value }: SignatureField): ChangeKind | null {
  const kind = signatureKind(pair, value)
  const keys = widget === null ? hiddenFieldKeys : fieldKeys
  if (!kind || ![...dictionary.entries.keys()].every((key) => keys.includes(key))) return null
  // Of a rectangle that is none each viewer makes its own.
  if (widget !== null && (widget !== dictionary || rect === null)) return null
  // It may not lie upon a signature, a seal or a field that was there; whether it covers text is for the reader to see, who is warned.
  const draws = dictionary.entries.has('AP') || dictionary.entries.has('MK')
  // Anybody can ask an authority for a timestamp: one draws nothing.
  if (hasArea(rect)) return draws && (kind === 'document-timestamp' || coversAnnotation(pair.newer, reference!.number, rect)) ? null : 'visible-signature-field'
  if (!drawsNothing(pair, dictionary)) return null
  return kind === 'signature' ? 'signature-field' : kind
}

/** The form has the same fields and behind them new ones; it says that there are signatures, and nothing else of it changed. */
function formGrown(pair: RevisionPair, before: PdfValue | undefined, after: PdfValue, isNewField: (item: PdfValue) => boolean): boolean {
  const { older, newer } = pair
  const [oldForm, newForm] = [older.dictionary(before), newer.dictionary(after)]
  if (!newForm || !hasOwnPlace(pair, before, after) || !hasOwnPlace(pair, oldForm?.entries.get('Fields'), newForm.entries.get('Fields'))) return false
  if (!listGrown(oldForm ? older.get(oldForm, 'Fields') : null, newer.get(newForm, 'Fields'), isNewField)) return false
  const allowed = oldForm ? ['Fields', 'SigFlags'] : ['Fields', 'SigFlags', 'DR', 'DA']
  return changedKeys(oldForm ?? pdfDictionary([]), newForm).every((key) => allowed.includes(key))
}

/** Pages that show a new field and changed in nothing else; or the object that holds their list of annotations. */
function grownPages(pair: RevisionPair, isNewField: (item: PdfValue) => boolean): number[] {
  const { older, newer, redefined } = pair
  return pagesOf(older).flatMap(({ number }) => {
    const before = pageDictionary(older, number)
    const hasChanged = redefined.has(number) || redefined.has(numberOf(before?.entries.get('Annots')) ?? -1)
    const after = hasChanged ? pageDictionary(newer, number) : null
    return before && after && listGrown(older.get(before, 'Annots'), newer.get(after, 'Annots'), isNewField) ? pageAndList(pair, number, before, after) : []
  })
}

function pageDictionary(pdf: PdfFile, number: number): PdfDictionary | null {
  return pdf.dictionary(pdf.object(number))
}
