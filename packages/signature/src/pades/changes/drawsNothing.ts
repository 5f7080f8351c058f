import { isBlank } from '../../pdf/syntax/isBlank.js'
import { isKind, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import type { RevisionPair } from './revisionPair.js'

/** Whether a field of the newer revision has no look, or looks that are empty. A rectangle of no size proves nothing: PDFium draws the look upon the page, as large as it likes. */
export function drawsNothing({ newer, dataOf }: RevisionPair, field: PdfDictionary): boolean {
  const looks = newer.get(field, 'AP')
  const isEmpty = (value: PdfValue): boolean => isKind(value, 'stream') && isBlank(dataOf(newer, value))
  return looks === null || (isKind(looks, 'dictionary') && [...looks.entries.values()].every((look) => isEmpty(newer.resolve(look))))
}
