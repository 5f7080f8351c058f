import { digest } from '../../crypto/digest.js'
import { concatBytes } from '../../der/bytes.js'
import { toBase64url, toHex } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { appendRevision, latin1 } from '../../pdf/appendRevision.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { numbersOf, signatureFields, type SignatureField } from '../../pdf/signatureFields.js'
import { pdfDictionary, pdfReference, type PdfDictionary } from '../../pdf/syntax/values.js'
import { writeDate, writeText, writeValue } from '../../pdf/syntax/write.js'
import { drawAppearance, type SignatureAppearance } from './appearance.js'
import type { PreparedSignature, SignatureParameters } from './preparedSignature.js'

export interface PrepareSignatureOptions {
  /** The PDF to sign upon. */
  readonly base: Uint8Array
  readonly field: string
  readonly signerName: string
  readonly reason?: string
  readonly signingTime: Date
  /** 32 octets. */
  readonly evidenceRoot?: Uint8Array
  readonly appearance?: SignatureAppearance
  /** Octets reserved for the CMS; 16384 unless given. */
  readonly contentsSize?: number
  readonly crypto?: Crypto
}

/** Wide enough for files beyond any limit, so that the dictionary never changes its length. */
const byteRangePlaceholder = '[0 0000000000 0000000000 0000000000]'

/**
 * Builds the signing tail of an empty signature field (DESIGN section 5.3): the field with /V and /AP, the signature dictionary, the appearance.
 * A pure function of base and parameters.
 * @throws SignatureError `field-not-found`, `field-already-signed`, `appearance-invalid`, `pdf-malformed`
 */
export async function prepareSignature(options: PrepareSignatureOptions): Promise<PreparedSignature> {
  const { base, field: name, evidenceRoot, contentsSize = 16_384, crypto = globalThis.crypto } = options
  const parameters: SignatureParameters = {
    field: name,
    signerName: options.signerName,
    reason: options.reason ?? null,
    signingTime: `${options.signingTime.toISOString().slice(0, 19)}Z`,
    evidenceRoot: evidenceRoot ? toHex(evidenceRoot) : null,
    appearance: options.appearance ?? null,
    contentsSize,
  }
  const pdf = readPdf(base)
  const field = findEmptyField(pdf, name)
  const signatureNumber = pdf.size
  const appearanceNumber = pdf.size + 1
  const drawn = drawField(pdf, field, parameters, appearanceNumber)
  const entries: [string, Parameters<typeof writeValue>[0]][] = [...field.dictionary.entries].filter(([key]) => key !== 'V' && key !== 'AP')
  entries.push(['V', pdfReference(signatureNumber)])
  if (drawn.length > 0) entries.push(['AP', pdfDictionary([['N', pdfReference(appearanceNumber)]])])
  else if (field.dictionary.entries.has('AP')) entries.push(['AP', field.dictionary.entries.get('AP')!])
  const { before, after } = signatureDictionary(parameters)
  const { tail, bodyOffsets } = appendRevision(pdf, [
    { number: field.reference!.number, generation: field.reference!.generation, body: latin1(writeValue(pdfDictionary(entries))) },
    { number: signatureNumber, generation: 0, body: latin1(`${before}<${'0'.repeat(contentsSize * 2)}>${after}`) },
    ...drawn.map((body, index) => ({ number: appearanceNumber + index, generation: 0, body })),
  ])
  const bodyOffset = bodyOffsets.get(signatureNumber)!
  const contentsOffset = bodyOffset + before.length
  const contentsEnd = contentsOffset + contentsSize * 2 + 2
  const byteRange = [0, contentsOffset, contentsEnd, base.length + tail.length - contentsEnd] as const
  writeByteRange(tail, bodyOffset + before.indexOf(byteRangePlaceholder) - base.length, byteRange)
  const signedBytes = concatBytes([base, tail.subarray(0, contentsOffset - base.length), tail.subarray(contentsEnd - base.length)])
  return {
    field: name,
    baseLength: base.length,
    baseDigest: toBase64url(await digest({ algorithm: 'SHA-256', data: base, crypto })),
    tail: toBase64url(tail),
    byteRange,
    contentsOffset,
    contentsSize,
    digestAlgorithm: 'SHA-256',
    digest: toBase64url(await digest({ algorithm: 'SHA-256', data: signedBytes, crypto })),
    parameters,
  }
}

function findEmptyField(pdf: PdfFile, name: string): SignatureField {
  const field = signatureFields(pdf).find((candidate) => candidate.name === name)
  if (!field?.reference) throw new SignatureError('field-not-found')
  if (field.dictionary.entries.has('V')) throw new SignatureError('field-already-signed')
  return field
}

function signatureDictionary({ signerName, reason, signingTime, evidenceRoot }: SignatureParameters): { before: string; after: string } {
  const facts = [
    `/M${writeDate(new Date(signingTime))}`,
    `/Name${writeText(signerName)}`,
    ...(reason === null ? [] : [`/Reason${writeText(reason)}`]),
    ...(evidenceRoot === null ? [] : [`/LoanSign_EvidenceRoot<${evidenceRoot}>`]),
  ]
  return {
    before: `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached${facts.join('')}/ByteRange${byteRangePlaceholder}/Contents`,
    after: '>>',
  }
}

function drawField(pdf: PdfFile, field: SignatureField, { appearance }: SignatureParameters, firstNumber: number): Uint8Array[] {
  if (!appearance) return []
  const empty = emptyAppearance(pdf, field.dictionary)
  const [left, bottom, right, top] = field.rect ?? [0, 0, 0, 0]
  // /BBox and /Matrix of the empty field are kept: they were frozen with it.
  const boundingBox = (empty && numbersOf(pdf, empty.entries.get('BBox'))) ?? ([0, 0, right - left, top - bottom] as const)
  const matrix = empty?.entries.get('Matrix')
  return drawAppearance({ appearance, firstNumber, boundingBox, matrix: matrix === undefined ? null : writeValue(pdf.resolve(matrix)) })
}

function emptyAppearance(pdf: PdfFile, field: PdfDictionary): PdfDictionary | null {
  const appearances = pdf.dictionary(field.entries.get('AP'))
  return appearances && pdf.dictionary(appearances.entries.get('N'))
}

function writeByteRange(tail: Uint8Array, at: number, byteRange: readonly number[]): void {
  tail.set(latin1(`[${byteRange.join(' ')}]`.padEnd(byteRangePlaceholder.length)), at)
}
