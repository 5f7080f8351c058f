import { beyond, limits } from '../limits.js'
import type { PdfFile } from '../readPdf.js'
import { decodeText } from '../syntax/decodeText.js'
import { isKind, isName, type PdfDictionary, type PdfReference, type PdfValue } from '../syntax/values.js'
import { formItems } from './formItems.js'

/** A terminal field of the form (ISO 32000-2 section 12.7.4), of any type. */
export interface FormField {
  /** Fully qualified name (section 12.7.4.2). Hostile text. */
  readonly name: string
  /** /FT, which may be inherited: /Tx, /Ch, /Btn, /Sig. */
  readonly type: PdfValue
  /** /Ff, which may be inherited. */
  readonly flags: PdfValue
  /** /V, which may be inherited, as it stands there; null while the field is empty. */
  readonly value: PdfValue
  /** The field object's own number; null when it stands directly inside its parent. */
  readonly reference: PdfReference | null
  readonly dictionary: PdfDictionary
  /** Its widgets; itself when its widget is merged into it. Section 12.7.4.1: a kid without a name of its own is a widget of this field. */
  readonly widgets: readonly PdfValue[]
}

type Inherited = Pick<FormField, 'name' | 'type' | 'flags' | 'value'>

/** All fields in the order of the form, or those of some of its list.
 * @throws SignatureError `pdf-malformed`, `pdf-limit` */
export function formFields(pdf: PdfFile, items: readonly PdfValue[] = formItems(pdf)): FormField[] {
  const found: FormField[] = []
  const seen = new Set<PdfDictionary>()
  const visit = (item: PdfValue, inherited: Inherited, depth: number): void => {
    if (depth > limits.depth) throw beyond('depth')
    const dictionary = pdf.dictionary(item)
    if (!dictionary || seen.has(dictionary)) return
    seen.add(dictionary)
    const own = {
      name: joinName(inherited.name, pdf.get(dictionary, 'T')),
      type: pdf.get(dictionary, 'FT') ?? inherited.type,
      flags: pdf.get(dictionary, 'Ff') ?? inherited.flags,
      value: dictionary.entries.get('V') ?? inherited.value,
    }
    const kids = pdf.get(dictionary, 'Kids')
    const children = isKind(kids, 'array') ? kids.items : []
    const named = children.filter((kid) => pdf.dictionary(kid)?.entries.has('T'))
    named.forEach((kid) => visit(kid, own, depth + 1))
    if (named.length === 0) found.push({ ...own, reference: isKind(item, 'reference') ? item : null, dictionary, widgets: isName(pdf.get(dictionary, 'Subtype'), 'Widget') ? [item] : children })
  }
  items.forEach((item) => visit(item, { name: '', type: null, flags: null, value: null }, 0))
  return found
}

function joinName(parent: string, partial: PdfValue): string {
  return isKind(partial, 'string') ? `${parent && `${parent}.`}${decodeText(partial.bytes)}` : parent
}
