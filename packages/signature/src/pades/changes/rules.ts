import type { PdfFile } from '../../pdf/readPdf.js'
import { catalogOf, pagesOf } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/signatureFields.js'
import { isKind, isName, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import { writeValue } from '../../pdf/syntax/write.js'
import type { ChangeRule } from './classifyChanges.js'

/** An empty signature field got its value and its look, and nothing else of it changed. */
export const signatureValue: ChangeRule = ({ older, newer, redefined }) => {
  const vouched = new Map<number, 'signature'>()
  for (const field of signatureFields(older)) {
    const number = field.reference?.number
    if (number === undefined || !redefined.includes(number) || field.value) continue
    const now = newer.object(number)
    if (isKind(now, 'dictionary') && isSignature(newer, now.entries.get('V')) && sameBut(field.dictionary, now, ['V', 'AP'])) vouched.set(number, 'signature')
  }
  return vouched
}

/** A signature field that was not there before: listed in the form, at most shown on a page as its widget. */
export const newSignatureField: ChangeRule = ({ older, newer, redefined, added }) => {
  const vouched = new Map<number, 'signature-field'>()
  const newFields = signatureFields(newer).filter(({ reference, value }) => reference !== null && added.includes(reference.number) && value && isSignature(newer, value))
  const numbers = new Set(newFields.map(({ reference }) => reference!.number))
  if (numbers.size === 0) return vouched
  const grownBy = (before: PdfValue, after: PdfValue): boolean => listGrown(before, after, numbers)
  const [oldCatalog, newCatalog] = [catalogOf(older), catalogOf(newer)]
  const oldForm = older.dictionary(oldCatalog.entries.get('AcroForm'))
  const newForm = newer.dictionary(newCatalog.entries.get('AcroForm'))
  if (!newForm || !formGrown(older, newer, oldForm, newForm, grownBy)) return vouched
  numbers.forEach((number) => vouched.set(number, 'signature-field'))
  const rootNumber = numberOf(newer.trailer.entries.get('Root'))
  const formNumber = numberOf(newCatalog.entries.get('AcroForm'))
  if (rootNumber !== null && redefined.includes(rootNumber) && sameBut(oldCatalog, newCatalog, ['AcroForm'])) vouched.set(rootNumber, 'signature-field')
  if (formNumber !== null && (redefined.includes(formNumber) || added.includes(formNumber))) vouched.set(formNumber, 'signature-field')
  const fieldsNumber = numberOf(newForm.entries.get('Fields'))
  if (fieldsNumber !== null && redefined.includes(fieldsNumber)) vouched.set(fieldsNumber, 'signature-field')
  const newPages = pagesOf(newer)
  pagesOf(older).forEach(({ number }, index) => {
    const [before, after] = [older.dictionary(older.object(number)), newer.dictionary(newer.object(number))]
    if (newPages[index]?.number !== number || !before || !after) return
    if (!listGrown(older.get(before, 'Annots'), newer.get(after, 'Annots'), numbers)) return
    if (redefined.includes(number) && sameBut(before, after, ['Annots'])) vouched.set(number, 'signature-field')
    const listNumber = numberOf(after.entries.get('Annots'))
    if (listNumber !== null && redefined.includes(listNumber) && listNumber === numberOf(before.entries.get('Annots'))) vouched.set(listNumber, 'signature-field')
  })
  return vouched
}

/** Validation data (EN 319 142-1 section 5.4.2): the catalog gained or replaced /DSS and nothing else of it changed. */
export const documentSecurityStore: ChangeRule = ({ older, newer, redefined, added }) => {
  const vouched = new Map<number, 'validation-data'>()
  const [oldCatalog, newCatalog] = [catalogOf(older), catalogOf(newer)]
  const root = numberOf(newer.trailer.entries.get('Root'))
  const store = newCatalog.entries.get('DSS')
  if (root === null || store === undefined) return vouched
  if (redefined.includes(root) && sameBut(oldCatalog, newCatalog, ['DSS', 'Extensions'])) vouched.set(root, 'validation-data')
  const storeNumber = numberOf(store)
  if (storeNumber !== null && (added.includes(storeNumber) || redefined.includes(storeNumber)) && numberOf(oldCatalog.entries.get('DSS')) !== null) vouched.set(storeNumber, 'validation-data')
  return vouched
}

function formGrown(older: PdfFile, newer: PdfFile, before: PdfDictionary | null, after: PdfDictionary, grown: (a: PdfValue, b: PdfValue) => boolean): boolean {
  if (!grown(before ? older.get(before, 'Fields') : null, newer.get(after, 'Fields'))) return false
  const flags = newer.get(after, 'SigFlags')
  if (!isKind(flags, 'number')) return false
  return before ? sameBut(before, after, ['Fields', 'SigFlags']) : [...after.entries.keys()].every((key) => ['Fields', 'SigFlags', 'DR', 'DA'].includes(key))
}

/** The old items in their order, and behind them only references to the numbers given. */
function listGrown(before: PdfValue, after: PdfValue, numbers: ReadonlySet<number>): boolean {
  const old = isKind(before, 'array') ? before.items : before === null ? [] : null
  const now = isKind(after, 'array') ? after.items : after === null ? [] : null
  if (!old || !now || now.length < old.length) return false
  return now.every((item, index) => (index < old.length ? writeValue(item) === writeValue(old[index]!) : isKind(item, 'reference') && numbers.has(item.number)))
}

function isSignature(pdf: PdfFile, value: PdfValue | undefined): boolean {
  const dictionary = pdf.dictionary(value)
  return dictionary !== null && isKind(pdf.get(dictionary, 'Contents'), 'string') && isKind(pdf.get(dictionary, 'ByteRange'), 'array') && !isName(pdf.get(dictionary, 'Type'), 'Annot')
}

function sameBut(before: PdfDictionary, after: PdfDictionary, changing: readonly string[]): boolean {
  const keys = new Set([...before.entries.keys(), ...after.entries.keys()])
  return [...keys].every((key) => {
    if (changing.includes(key)) return true
    const [a, b] = [before.entries.get(key), after.entries.get(key)]
    return a !== undefined && b !== undefined && writeValue(a) === writeValue(b)
  })
}

function numberOf(value: PdfValue | undefined): number | null {
  return isKind(value, 'reference') ? value.number : null
}
