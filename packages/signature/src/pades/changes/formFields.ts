import { beyond, limits } from '../../pdf/limits.js'
import { catalogOf } from '../../pdf/document/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind, isName, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import { numberOf } from './soleReferrer.js'

/** A terminal field of the form (ISO 32000-2 section 12.7.4), of any type. */
export interface FormField {
  /** Fully qualified. Hostile text. */
  readonly name: string
  /** /FT, which may be inherited: Tx, Ch, Btn, Sig. */
  readonly type: string | null
  /** /Ff, which may be inherited. */
  readonly flags: number
  /** The number of its own object; null when it stands directly inside its parent. */
  readonly number: number | null
  readonly dictionary: PdfDictionary
  /** The numbers of its widgets; its own when the widget is merged into it. */
  readonly widgets: readonly number[]
}

interface Inherited {
  readonly name: string
  readonly type: PdfValue
  readonly flags: PdfValue
}

/** @throws SignatureError `pdf-malformed`, `pdf-limit` */
export function formFields(pdf: PdfFile): FormField[] {
  const found: FormField[] = []
  const seen = new Set<number>()
  const visit = (item: PdfValue, inherited: Inherited, depth: number): void => {
    if (depth > limits.depth) throw beyond('depth')
    const number = numberOf(item)
    if (number !== null && seen.has(number)) return
    if (number !== null) seen.add(number)
    const dictionary = pdf.dictionary(item)
    if (!dictionary) return
    const own = {
      name: [inherited.name, textOf(pdf.get(dictionary, 'T'))].filter((part) => part !== '').join('.'),
      type: pdf.get(dictionary, 'FT') ?? inherited.type,
      flags: pdf.get(dictionary, 'Ff') ?? inherited.flags,
    }
    const kids = pdf.get(dictionary, 'Kids')
    const children = isKind(kids, 'array') ? kids.items : []
    const named = children.filter((kid) => pdf.dictionary(kid)?.entries.has('T'))
    named.forEach((kid) => visit(kid, own, depth + 1))
    if (named.length > 0) return
    const widgets = isName(pdf.get(dictionary, 'Subtype'), 'Widget') ? [number] : children.map(numberOf)
    found.push({
      name: own.name,
      type: isKind(own.type, 'name') ? own.type.name : null,
      flags: isKind(own.flags, 'number') ? own.flags.value : 0,
      number,
      dictionary,
      widgets: widgets.filter((widget) => widget !== null),
    })
  }
  const form = pdf.dictionary(catalogOf(pdf).entries.get('AcroForm'))
  const fields = form && pdf.get(form, 'Fields')
  if (isKind(fields ?? undefined, 'array')) (fields as { items: readonly PdfValue[] }).items.forEach((item) => visit(item, { name: '', type: null, flags: null }, 0))
  return found
}

function textOf(value: PdfValue): string {
  return isKind(value, 'string') ? decodeText(value.bytes) : ''
}
