import { formItems } from '../../pdf/document/formItems.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind, isName, pdfDictionary, type PdfDictionary, type PdfReference } from '../../pdf/syntax/values.js'
import { lockedNames } from './fieldLock.js'

/** A page's slice of the straddle seal (骑缝章, docs/decisions/0007-straddle-seal.md): a checkbox that shows nothing while /Off, and the slice once /Sealed. */
export interface StraddleSeal {
  readonly name: string
  readonly reference: PdfReference
  readonly dictionary: PdfDictionary
}

/** All fields of the form with a look /Sealed. Whether they are what a frozen file may have, inspectBase tells. */
export function straddleSeals(pdf: PdfFile): StraddleSeal[] {
  return formItems(pdf).flatMap((reference): StraddleSeal[] => {
    const dictionary = pdf.resolve(reference)
    if (!isKind(reference, 'reference') || !isKind(dictionary, 'dictionary')) return []
    const name = dictionary.entries.get('T')
    return isKind(name, 'string') && looksOf(pdf, dictionary)?.entries.has('Sealed') ? [{ name: decodeText(name.bytes), reference, dictionary }] : []
  })
}

/** The looks of a checkbox by state (/AP /N); null when it has none. */
export function looksOf(pdf: PdfFile, { entries }: PdfDictionary): PdfDictionary | null {
  return pdf.dictionary(pdf.dictionary(entries.get('AP'))?.entries.get('N'))
}

/** The straddle seals that the signing of a field switches on: those that are off and that its /Lock names. Of fields without a lock, a borrower's for one, none. */
export function straddleSealsOf(pdf: PdfFile, field: PdfDictionary): StraddleSeal[] {
  const names = lockedNames(pdf, field)
  // Only who locks any has to look at all of them.
  return names.length === 0 ? [] : straddleSeals(pdf).filter(({ name, dictionary }) => names.includes(name) && isOff(dictionary))
}

export function isOff({ entries }: PdfDictionary): boolean {
  return ['V', 'AS'].every((key) => isName(entries.get(key), 'Off'))
}

/** The field as it is once it is on: /V and /AS changed where they stand, and nothing else. */
export function switchedOn({ entries }: PdfDictionary): PdfDictionary {
  return pdfDictionary([...entries].map(([key, value]) => [key, key === 'V' || key === 'AS' ? { kind: 'name', name: 'Sealed' } : value]))
}
