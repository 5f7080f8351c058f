import { decodeText } from './syntax/decodeText.js'
import { catalogOf, pagesOf, type PdfFile } from './readPdf.js'
import { isKind, isName, type PdfDictionary, type PdfReference, type PdfValue } from './syntax/values.js'

/** A signature field with its widget merged into it, as signing software makes them. */
export interface SignatureField {
  /** Fully qualified name (ISO 32000-2 section 12.7.4.2). Hostile text. */
  readonly name: string
  /** The field object's own number; null when it stands directly inside its parent. */
  readonly reference: PdfReference | null
  readonly dictionary: PdfDictionary
  /** Resolved /V, null while the field is empty. */
  readonly value: PdfDictionary | null
  /** 1 for the first page; null when the widget is on none. */
  readonly page: number | null
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number] | null
}

/** All signature fields in the order of the form. */
export function signatureFields(pdf: PdfFile): SignatureField[] {
  const form = pdf.dictionary(catalogOf(pdf).entries.get('AcroForm'))
  const fields = form ? pdf.get(form, 'Fields') : null
  if (!isKind(fields, 'array')) return []
  const pageNumbers = new Map(pagesOf(pdf).map(({ number }, index) => [number, index + 1]))
  const found: SignatureField[] = []
  const seen = new Set<number>()
  const visit = (item: PdfValue, parentName: string, parentType: PdfValue): void => {
    if (isKind(item, 'reference')) {
      if (seen.has(item.number)) return
      seen.add(item.number)
    }
    const dictionary = pdf.dictionary(item)
    if (!dictionary) return
    const partial = pdf.get(dictionary, 'T')
    const name = isKind(partial, 'string') ? [parentName, decodeText(partial.bytes)].filter((part) => part !== '').join('.') : parentName
    const type = pdf.get(dictionary, 'FT') ?? parentType
    const kids = pdf.get(dictionary, 'Kids')
    if (isKind(kids, 'array')) {
      kids.items.forEach((kid) => visit(kid, name, type))
      if (!isName(type, 'Sig')) return
    }
    if (!isName(type, 'Sig')) return
    const page = dictionary.entries.get('P')
    found.push({
      name,
      reference: isKind(item, 'reference') ? item : null,
      dictionary,
      value: pdf.dictionary(dictionary.entries.get('V')),
      page: isKind(page, 'reference') ? (pageNumbers.get(page.number) ?? null) : null,
      rect: numbersOf(pdf, dictionary.entries.get('Rect')),
    })
  }
  fields.items.forEach((item) => visit(item, '', null))
  return found
}

/** Four numbers, as a rectangle or bounding box has them. */
export function numbersOf(pdf: PdfFile, value: PdfValue | undefined): [number, number, number, number] | null {
  const array = pdf.resolve(value)
  if (!isKind(array, 'array') || array.items.length !== 4) return null
  const numbers = array.items.map((item) => {
    const number = pdf.resolve(item)
    return isKind(number, 'number') ? number.value : Number.NaN
  })
  return numbers.some(Number.isNaN) ? null : (numbers as [number, number, number, number])
}
