import { beyond, limits } from '../limits.js'
import { formItems } from './formItems.js'
import type { PdfFile } from '../readPdf.js'
import { decodeText } from '../syntax/decodeText.js'
import { isKind, isName, type PdfDictionary, type PdfReference, type PdfValue } from '../syntax/values.js'

/** A signature field of the form (ISO 32000-2 section 12.7.5.5). */
export interface SignatureField {
  /** Fully qualified name (section 12.7.4.2). Hostile text. */
  readonly name: string
  /** The field object's own number; null when it stands directly inside its parent. */
  readonly reference: PdfReference | null
  readonly dictionary: PdfDictionary
  /** /V, which may be inherited, as it stands there; null while the field is empty. */
  readonly value: PdfValue
  /** The field itself when its widget is merged into it, as is usual, else its only widget; null when it has none or several. */
  readonly widget: PdfDictionary | null
  /** [left, bottom, right, top] of the widget in points. */
  readonly rect: readonly [number, number, number, number] | null
}

interface Inherited {
  readonly name: string
  readonly type: PdfValue
  readonly value: PdfValue
}

/** All signature fields in the order of the form, or those of some of its list.
 * @throws SignatureError `pdf-malformed`, `pdf-limit` */
export function signatureFields(pdf: PdfFile, items: readonly PdfValue[] = formItems(pdf)): SignatureField[] {
  const found: SignatureField[] = []
  const seen = new Set<number>()
  const visit = (item: PdfValue, inherited: Inherited, depth: number): void => {
    if (depth > limits.depth) throw beyond('depth')
    if (isKind(item, 'reference')) {
      if (seen.has(item.number)) return
      seen.add(item.number)
    }
    const dictionary = pdf.dictionary(item)
    if (!dictionary) return
    const own = {
      name: joinName(inherited.name, pdf.get(dictionary, 'T')),
      type: pdf.get(dictionary, 'FT') ?? inherited.type,
      value: dictionary.entries.get('V') ?? inherited.value,
    }
    const kids = pdf.get(dictionary, 'Kids')
    const children = isKind(kids, 'array') ? kids.items : []
    const named = children.filter((kid) => pdf.dictionary(kid)?.entries.has('T'))
    named.forEach((kid) => visit(kid, own, depth + 1))
    if (!isName(own.type, 'Sig') || named.length > 0) return
    const merged = isName(pdf.get(dictionary, 'Subtype'), 'Widget')
    // Section 12.7.4.1: a kid without a name of its own is a widget of this field.
    const widget = merged ? dictionary : children.length === 1 ? pdf.dictionary(children[0]) : null
    found.push({
      name: own.name,
      reference: isKind(item, 'reference') ? item : null,
      dictionary,
      value: own.value,
      widget,
      rect: widget && numbersOf(pdf, widget.entries.get('Rect')),
    })
  }
  items.forEach((item) => visit(item, { name: '', type: null, value: null }, 0))
  return found
}

/** Those that are signed, with their signatures.
 * @throws SignatureError `pdf-malformed`, `pdf-limit` also for more than there can be revisions */
export function signedFields(pdf: PdfFile): { readonly field: SignatureField; readonly dictionary: PdfDictionary }[] {
  const signed = signatureFields(pdf).flatMap((field) => {
    const dictionary = pdf.dictionary(field.value)
    return dictionary ? [{ field, dictionary }] : []
  })
  if (signed.length > limits.signatures) throw beyond('signatures')
  return signed
}

/** Four numbers, as a rectangle or bounding box has them. */
export function numbersOf(pdf: PdfFile, value: PdfValue | undefined): [number, number, number, number] | null {
  const array = pdf.resolve(value)
  if (!isKind(array, 'array') || array.items.length !== 4) return null
  const numbers = array.items.map((item) => {
    const number = pdf.resolve(item)
    return isKind(number, 'number') ? number.value : Number.NaN
  })
  return numbers.every(Number.isFinite) ? (numbers as [number, number, number, number]) : null
}

function joinName(parent: string, partial: PdfValue): string {
  const own = isKind(partial, 'string') ? decodeText(partial.bytes) : null
  return own === null ? parent : parent === '' ? own : `${parent}.${own}`
}
