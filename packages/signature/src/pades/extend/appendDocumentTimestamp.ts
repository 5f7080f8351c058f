import { createHash } from '../../crypto/hashing/hash.js'
import type { DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import { concatBytes } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import { SignatureError } from '../../errors.js'
import { appendRevision, type AppendedObject } from '../../pdf/appendRevision.js'
import { catalogOf } from '../../pdf/document/pages.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/document/signatureFields.js'
import { isKind, pdfDictionary, pdfReference, type PdfReference, type PdfValue } from '../../pdf/syntax/values.js'
import { latin1, writeText, writeValue } from '../../pdf/syntax/write.js'
import { requestTimestamp, type TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import type { TimestampReport } from '../../timestamp/verifyTimestampToken.js'
import type { Certificate } from '../../x509/parseCertificate.js'

export interface AppendDocumentTimestampOptions {
  readonly file: Uint8Array
  readonly authority: TimestampAuthority
  /** The verdict on the token over what has these digests. */
  readonly verify: (token: Uint8Array, digestOf: (algorithm: DigestAlgorithm) => Promise<Uint8Array>) => Promise<TimestampReport>
  /** Octets reserved for the token. */
  readonly contentsSize: number
  readonly crypto: Crypto
}

/** The file, the token in it, and the path it was verified by: the authority first, an anchor last. */
export interface StampedFile {
  readonly file: Uint8Array<ArrayBuffer>
  readonly token: Uint8Array
  readonly path: readonly Certificate[]
}

const byteRangeWidth = '[0 0000000000 0000000000 0000000000]'.length

/**
 * Appends a document timestamp over the whole file (EN 319 142-1 section 5.4.3) in a field of its own that is not shown.
 * @throws SignatureError what requestTimestamp throws; `timestamp-mismatch` when the token does not hold; `contents-too-small`
 */
export async function appendDocumentTimestamp({ file, authority, verify, contentsSize, crypto }: AppendDocumentTimestampOptions): Promise<StampedFile> {
  const { stamped, gapStart, gapEnd } = withEmptyTimestamp(readPdf(file), contentsSize)
  // In two parts: put together they were the whole file once more.
  const digestOf = async (algorithm: DigestAlgorithm): Promise<Uint8Array> => {
    const hash = createHash(algorithm, crypto)
    hash.update(stamped.subarray(0, gapStart))
    hash.update(stamped.subarray(gapEnd))
    return hash.digest()
  }
  const token = await requestTimestamp({ authority, digest: await digestOf('SHA-256') })
  const { valid, problems, path } = await verify(token, digestOf)
  if (!valid || !path) throw new SignatureError('timestamp-mismatch', { authority: authority.name, problems })
  if (token.length > contentsSize) throw new SignatureError('contents-too-small', { reserved: contentsSize, needed: token.length })
  stamped.set(latin1(toHex(token)), gapStart + 1)
  return { file: stamped, token, path: path.path }
}

/** The file with a timestamp whose /Contents is all zeros, and where that stands. */
function withEmptyTimestamp(pdf: PdfFile, contentsSize: number): { stamped: Uint8Array<ArrayBuffer>; gapStart: number; gapEnd: number } {
  const [fieldNumber, valueNumber] = [pdf.size, pdf.size + 1]
  const beforeRange = '<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/ByteRange'
  const beforeContents = `${beforeRange}${' '.repeat(byteRangeWidth)}/Contents`
  // Print and Locked; a rectangle without extent needs no appearance (ISO 32000-2 section 12.7.5.5, PDF/A-3 section 6.3.3).
  const field = `<</Type/Annot/Subtype/Widget/FT/Sig/T${writeText(freeName(pdf))}/F 132/Rect[0 0 0 0]/V ${valueNumber} 0 R>>`
  const { tail, bodyOffsets } = appendRevision(pdf, [
    ...formWith(pdf, pdfReference(fieldNumber)),
    { number: fieldNumber, generation: 0, body: latin1(field) },
    { number: valueNumber, generation: 0, body: latin1(`${beforeContents}<${'0'.repeat(contentsSize * 2)}>>>`) },
  ])
  const stamped = concatBytes([pdf.bytes, tail])
  const bodyOffset = bodyOffsets.get(valueNumber)!
  const gapStart = bodyOffset + beforeContents.length
  const gapEnd = gapStart + contentsSize * 2 + 2
  stamped.set(latin1(`[0 ${gapStart} ${gapEnd} ${stamped.length - gapEnd}]`.padEnd(byteRangeWidth)), bodyOffset + beforeRange.length)
  return { stamped, gapStart, gapEnd }
}

/** The objects that list the new field: the form, its list of fields, or the catalog, whichever holds it. */
function formWith(pdf: PdfFile, field: PdfReference): AppendedObject[] {
  const root = pdf.trailer.entries.get('Root') as PdfReference
  const catalog = catalogOf(pdf)
  const value = catalog.entries.get('AcroForm')
  const form = pdf.dictionary(value)
  const list = form?.entries.get('Fields')
  const items = form ? pdf.get(form, 'Fields') : null
  const fields: PdfValue = { kind: 'array', items: [...(isKind(items, 'array') ? items.items : []), field] }
  const object = ({ number, generation }: PdfReference, body: PdfValue): AppendedObject => ({ number, generation, body: latin1(writeValue(body)) })
  const flags: PdfValue = { kind: 'number', value: 3, source: '3' }
  const hasFlags = form !== null && isKind(pdf.get(form, 'SigFlags'), 'number') && (pdf.get(form, 'SigFlags') as { value: number }).value === 3
  if (isKind(list, 'reference') && hasFlags) return [object(list, fields)]
  const grown = pdfDictionary([...(form?.entries ?? []), ['Fields', fields], ['SigFlags', flags]])
  return isKind(value, 'reference') ? [object(value, grown)] : [object(root, pdfDictionary([...catalog.entries, ['AcroForm', grown]]))]
}

function freeName(pdf: PdfFile): string {
  const taken = new Set(signatureFields(pdf).map(({ name }) => name))
  for (let number = 1; ; number++) if (!taken.has(`archive-timestamp-${number}`)) return `archive-timestamp-${number}`
}
