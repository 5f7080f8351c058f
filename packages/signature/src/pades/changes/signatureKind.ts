import { isKind, isName, type PdfValue } from '../../pdf/syntax/values.js'
import type { RevisionPair } from './revisionPair.js'
import { numberOf } from './soleReferrer.js'

/** What a field's /V is: a signature or a document timestamp that came with this revision. Null for all else, an older signature shown again included. */
export function signatureKind({ newer, added }: RevisionPair, value: PdfValue | undefined): 'signature' | 'document-timestamp' | null {
  const number = numberOf(value)
  if (number !== null && !added.has(number)) return null
  const dictionary = newer.dictionary(value)
  if (!dictionary || !isKind(newer.get(dictionary, 'Contents'), 'string') || !isKind(newer.get(dictionary, 'ByteRange'), 'array')) return null
  return isName(newer.get(dictionary, 'SubFilter'), 'ETSI.RFC3161') ? 'document-timestamp' : 'signature'
}
