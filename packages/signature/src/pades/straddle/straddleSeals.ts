import { catalogOf } from '../../pdf/pages.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { decodeText } from '../../pdf/syntax/decodeText.js'
import { isKind, isName, pdfDictionary, type PdfDictionary, type PdfReference } from '../../pdf/syntax/values.js'
import { lockedNames } from './fieldLock.js'

/** A page's slice of the straddle seal (骑缝章, DESIGN section 5.6): a checkbox that shows nothing while /Off, and the slice once /Sealed. */
export interface StraddleSeal {
  readonly name: string
  readonly reference: PdfReference
  readonly dictionary: PdfDictionary
}

/** All checkboxes of the form with the two looks /Off and /Sealed. Whether they are what a frozen file may have, inspectBase tells. */
export function straddleSeals(pdf: PdfFile): StraddleSeal[] {
  const form = pdf.dictionary(catalogOf(pdf).entries.get('AcroForm'))
  const fields = form && pdf.get(form, 'Fields')
  if (!isKind(fields, 'array')) return []
  return fields.items.flatMap((reference): StraddleSeal[] => {
    if (!isKind(reference, 'reference')) return []
    const dictionary = pdf.object(reference.number)
    if (!isKind(dictionary, 'dictionary') || !isName(dictionary.entries.get('FT'), 'Btn')) return []
    const name = dictionary.entries.get('T')
    const looks = looksOf(pdf, dictionary)
    const isSeal = looks !== null && looks.entries.size === 2 && looks.entries.has('Off') && looks.entries.has('Sealed')
    return isSeal && isKind(name, 'string') ? [{ name: decodeText(name.bytes), reference, dictionary }] : []
  })
}

/** The looks of a checkbox by state (/AP /N); null when it has none. */
export function looksOf(pdf: PdfFile, { entries }: PdfDictionary): PdfDictionary | null {
  const appearances = pdf.dictionary(entries.get('AP'))
  const looks = appearances && pdf.get(appearances, 'N')
  return isKind(looks ?? undefined, 'dictionary') ? (looks as PdfDictionary) : null
}

/** The straddle seals that the signing of a field switches on: those that are off and that its /Lock names. Of fields without a lock, a borrower's for one, none. */
export function straddleSealsOf(pdf: PdfFile, field: PdfDictionary): StraddleSeal[] {
  const names = lockedNames(pdf, field)
  if (names.length === 0) return []
  return straddleSeals(pdf).filter(({ name, dictionary }) => names.includes(name) && isInState(dictionary, 'Off'))
}

export function isInState({ entries }: PdfDictionary, state: 'Off' | 'Sealed'): boolean {
  return isName(entries.get('V'), state) && isName(entries.get('AS'), state)
}

/** The field as it is once it is on: /V and /AS changed where they stand, and nothing else. */
export function switchedOn({ entries }: PdfDictionary): PdfDictionary {
  return pdfDictionary([...entries].map(([key, value]) => [key, key === 'V' || key === 'AS' ? { kind: 'name', name: 'Sealed' } : value]))
}
