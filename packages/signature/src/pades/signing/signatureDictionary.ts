import type { PiecedObject } from '../../pdf/appendRevision.js'
import { writeDate, writeText } from '../../pdf/syntax/write.js'
import type { SignatureParameters } from './preparedSignature.js'

/** Room for offsets beyond any limit, so that the dictionary never changes its length. */
export const byteRangeWidth = '[0 0000000000 0000000000 0000000000]'.length

export interface SignatureDictionary {
  readonly body: PiecedObject['body']
  /** Offsets in the body. */
  readonly byteRangeAt: number
  readonly contentsAt: number
}

/** The signature dictionary (ISO 32000-2 section 12.8.1, EN 319 142-1 section 5.3) with its ByteRange blank and a gap for the digits of its /Contents. `reference` is the value of its /Reference, null when it has none. */
export function signatureDictionary({ signerName, reason, signingTime, evidenceRoot, contentsSize }: SignatureParameters, reference: string | null): SignatureDictionary {
  const facts = [
    `/M${writeDate(signingTime)}`,
    `/Name${writeText(signerName)}`,
    ...(reason === null ? [] : [`/Reason${writeText(reason)}`]),
    ...(reference === null ? [] : [`/Reference${reference}`]),
    ...(evidenceRoot === null ? [] : [`/LoanSign_EvidenceRoot<${evidenceRoot}>`]),
  ]
  const beforeRange = `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached${facts.join('')}/ByteRange`
  const beforeContents = `${beforeRange}${' '.repeat(byteRangeWidth)}/Contents`
  return {
    body: [`${beforeContents}<`, contentsSize * 2, '>>>'],
    byteRangeAt: beforeRange.length,
    contentsAt: beforeContents.length,
  }
}
