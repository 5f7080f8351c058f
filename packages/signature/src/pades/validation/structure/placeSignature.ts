import { readDerPrefix } from '../../../der/read.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import type { RevisionEnd } from '../../../pdf/revisions.js'
import type { SignatureField } from '../../../pdf/document/signatureFields.js'
import { isKind, type PdfDictionary } from '../../../pdf/syntax/values.js'
import { readable } from '../../../readable.js'
import type { Change } from '../../changes/classifyChanges.js'
import { kindOf } from '../../changes/signatureKind.js'
import { breaksPermissions, changesForSignature } from './permissions.js'
import type { SignatureReport, Warning } from '../verdict/report.js'

/** A signed field and its signature's place in the file: what it covers, and the CMS in its gap. */
export interface PlacedSignature {
  readonly field: SignatureField
  readonly dictionary: PdfDictionary
  readonly kind: SignatureReport['kind']
  /** Null unless it leaves out this signature's /Contents and nothing else. */
  readonly byteRange: readonly [number, number, number, number] | null
  /** What stands in /Contents, without its padding; null when it is no DER. */
  readonly cms: Uint8Array | null
  readonly coverage: SignatureReport['coverage']
  readonly signedLength: number
  readonly changesSince: readonly Change[]
  readonly warnings: readonly Warning[]
}

export interface PlaceSignatureOptions {
  readonly pdf: PdfFile
  readonly field: SignatureField
  readonly dictionary: PdfDictionary
  /** Oldest first. */
  readonly ends: readonly RevisionEnd[]
  /** For each revision, what all later ones changed. */
  readonly changesSince: readonly (readonly Change[])[]
}

/** ISO 32000-2 section 12.8.1: the ByteRange is everything but the value of /Contents, from the first octet to the end of the revision that brought the signature. */
export function placeSignature({ pdf, field, dictionary, ends, changesSince }: PlaceSignatureOptions): PlacedSignature {
  const warnings: Warning[] = []
  const byteRange = readByteRange(pdf, dictionary)
  if (!byteRange) warnings.push('byte-range-odd')
  const gap = contentsRange(pdf, dictionary)
  const leavesOutContents = byteRange !== null && gap !== null && gap[0] === byteRange[1] && gap[1] === byteRange[2]
  if (byteRange && !leavesOutContents) warnings.push('contents-not-in-gap')
  const signedLength = byteRange ? byteRange[2] + byteRange[3] : 0
  const revision = ends.findIndex(({ end, lineEnd }) => signedLength >= end && signedLength <= lineEnd)
  const broughtBy = gap ? ends.findIndex(({ end }) => gap[1] <= end) : -1
  const coversRevision = revision >= 0 && revision === broughtBy
  if (byteRange && !coversRevision) warnings.push('revision-not-signed')
  const hasTrailing = pdf.end !== pdf.bytes.length
  if (hasTrailing) warnings.push('bytes-after-end')
  const later = changesForSignature(pdf, dictionary, changesSince[revision] ?? [])
  if (breaksPermissions(pdf, dictionary, later)) warnings.push('forbidden-change')
  const isLast = revision === ends.length - 1 && !hasTrailing
  return {
    field,
    dictionary,
    kind: kindOf(pdf, dictionary),
    byteRange: leavesOutContents ? byteRange : null,
    cms: readContents(pdf, dictionary, gap, warnings),
    coverage: !coversRevision || !leavesOutContents ? 'odd' : isLast ? 'document' : 'revision',
    signedLength,
    changesSince: later,
    warnings,
  }
}

function readByteRange(pdf: PdfFile, dictionary: PdfDictionary): [number, number, number, number] | null {
  const value = dictionary.entries.get('ByteRange')
  if (!isKind(value, 'array') || value.items.length !== 4) return null
  const numbers = value.items.map((item) => (isKind(item, 'number') && Number.isSafeInteger(item.value) ? item.value : -1))
  const [start = -1, first = -1, second = -1, length = -1] = numbers
  const sound = start === 0 && first > 0 && second > first && length > 0 && second + length <= pdf.bytes.length
  return sound ? [start, first, second, length] : null
}

/** Where a hexadecimal /Contents stands in the file; null when it is anything else. */
function contentsRange(pdf: PdfFile, dictionary: PdfDictionary): readonly [number, number] | null {
  const contents = dictionary.entries.get('Contents')
  return isKind(contents, 'string') && contents.range && pdf.bytes[contents.range[0]] === 0x3c ? contents.range : null
}

/** /Contents is padded with zeros; the CMS ends where its own length says. Nothing signs how it is written, so it may be written in one way only. */
function readContents(pdf: PdfFile, dictionary: PdfDictionary, gap: readonly [number, number] | null, warnings: Warning[]): Uint8Array | null {
  const contents = pdf.get(dictionary, 'Contents')
  const cms = isKind(contents, 'string') ? readable(() => readDerPrefix(contents.bytes).raw) : null
  if (!cms) warnings.push('unreadable-signature')
  else if (isKind(contents, 'string') && !(gap ? isPadded(pdf.bytes.subarray(gap[0] + 1, gap[1] - 1), cms.length) : contents.bytes.subarray(cms.length).every((octet) => octet === 0))) warnings.push('contents-padding')
  return cms
}

/** Whether a hexadecimal string is so many octets in digits, letters all small or all capital, then pairs of 0, and nothing between them. */
function isPadded(digits: Uint8Array, length: number): boolean {
  const end = 2 * length
  // 1 for a small letter that was seen, 2 for a capital one.
  let seen = 0
  // From behind: there are tens of thousands of zeros.
  let padding = digits.length
  while (digits[padding - 1] === 0x30) padding--
  for (let at = 0; at < padding; at++) {
    const octet = digits[at]!
    if (octet === 0x30) continue
    const letter = octet | 0x20
    if (at >= end) return false
    if (octet > 0x30 && octet <= 0x39) continue
    if (letter < 0x61 || letter > 0x66) return false
    seen |= letter === octet ? 1 : 2
  }
  return digits.length % 2 === 0 && seen !== 3
}
