import { beyond, limits } from '../limits.js'
import type { PdfFile } from '../readPdf.js'
import { isKind, isName, numberOr, type PdfDictionary, type PdfValue } from '../syntax/values.js'
import { formFields, type FormField } from './formFields.js'

/** A signature field of the form (ISO 32000-2 section 12.7.5.5). */
export interface SignatureField extends FormField {
  /** The field itself when its widget is merged into it, as is usual, else its only widget; null when it has none or several. */
  readonly widget: PdfDictionary | null
  /** [left, bottom, right, top] of the widget in points. */
  readonly rect: readonly [number, number, number, number] | null
}

/** All signature fields in the order of the form, or those of some of its list.
 * @throws SignatureError `pdf-malformed`, `pdf-limit` */
export function signatureFields(pdf: PdfFile, items?: readonly PdfValue[]): SignatureField[] {
  return formFields(pdf, items).flatMap((field) => {
    if (!isName(field.type, 'Sig')) return []
    const widget = field.widgets.length === 1 ? pdf.dictionary(field.widgets[0]) : null
    return [{ ...field, widget, rect: widget && numbersOf(pdf, widget.entries.get('Rect')) }]
  })
}

/** Those that are signed, with their signatures.
 * @throws SignatureError `pdf-malformed`, `pdf-limit` also for more than there can be revisions */
export function signedFields(pdf: PdfFile, fields: readonly SignatureField[] = signatureFields(pdf)): { readonly field: SignatureField; readonly dictionary: PdfDictionary }[] {
  const signed = fields.flatMap((field) => {
    const dictionary = pdf.dictionary(field.value)
    return dictionary ? [{ field, dictionary }] : []
  })
  if (signed.length > limits.signatures) throw beyond('signatures')
  return signed
}

/** Whether a rectangle is one, and has a size. */
export function hasArea(rect: SignatureField['rect']): rect is NonNullable<SignatureField['rect']> {
  return rect !== null && rect[0] !== rect[2] && rect[1] !== rect[3]
}

/** Four numbers, as a rectangle or bounding box has them. */
export function numbersOf(pdf: PdfFile, value: PdfValue | undefined): [number, number, number, number] | null {
  const array = pdf.resolve(value)
  if (!isKind(array, 'array') || array.items.length !== 4) return null
  const numbers = array.items.map((item) => numberOr(pdf.resolve(item), Number.NaN))
  return numbers.every(Number.isFinite) ? (numbers as [number, number, number, number]) : null
}
