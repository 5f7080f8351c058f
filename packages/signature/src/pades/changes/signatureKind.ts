import type { PdfFile } from '../../pdf/readPdf.js'
import { isKind, isName, numberOf, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'
import type { RevisionPair } from './revisionPair.js'

/** What a field's /V is: a signature or a document timestamp that came with this revision. Null for all else, an older signature shown again included. */
export function signatureKind({ newer, added }: RevisionPair, value: PdfValue | undefined): 'signature' | 'document-timestamp' | null {
  const number = numberOf(value)
  if (number !== null && !added.has(number)) return null
  const dictionary = newer.dictionary(value)
  if (!dictionary || !isKind(newer.get(dictionary, 'Contents'), 'string') || !isKind(newer.get(dictionary, 'ByteRange'), 'array')) return null
  return kindOf(newer, dictionary)
}

/** What a signature dictionary says that it is (EN 319 142-1 section 5.4.3). */
export function kindOf(pdf: PdfFile, signature: PdfDictionary): 'signature' | 'document-timestamp' {
  return isName(pdf.get(signature, 'SubFilter'), 'ETSI.RFC3161') ? 'document-timestamp' : 'signature'
}
