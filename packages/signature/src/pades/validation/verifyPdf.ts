import { SignatureError } from '../../errors.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { revisionEnds } from '../../pdf/revisions.js'
import { signatureFields } from '../../pdf/signatureFields.js'
import type { PdfDictionary } from '../../pdf/syntax/values.js'
import { changesSince } from '../changes/changesSince.js'
import { hasHiddenSignature, tracesOfSignature } from './hiddenSignature.js'
import { placeSignature, type PlacedSignature } from './placeSignature.js'
import type { Indication, SignatureReport, SubIndication, ValidationReport, Warning } from './report.js'
import { verifyDocumentTimestamp } from './verifyDocumentTimestamp.js'
import { verifyFieldSignature, type VerifyFieldOptions } from './verifyFieldSignature.js'

export interface VerifyPdfOptions {
  /** Certificates you trust, DER. The file cannot add to them. */
  readonly trustAnchors: readonly Uint8Array[]
  /** Anchors of timestamp authorities, when they differ. */
  readonly timestampAnchors?: readonly Uint8Array[]
  /** The moment to validate for where no timestamp proves an earlier one; now unless given. */
  readonly at?: Date
  readonly crypto?: Crypto
}

/**
 * Validates every signature of a PDF (EN 319 102-1) and says what was added after each. A bad signature is a verdict, never an exception.
 * @throws SignatureError `pdf-malformed` for a file that cannot be read and shows no trace of a signature; `pdf-encrypted`; `pdf-limit`;
 *   `certificate-malformed` for a trust anchor that is none
 */
export async function verifyPdf(bytes: Uint8Array, options: VerifyPdfOptions): Promise<ValidationReport> {
  try {
    return await validate(bytes, options)
  } catch (error) {
    // Damage to a signed file is a verdict on its signatures, wherever it lies.
    const isDamaged = error instanceof SignatureError && error.code === 'pdf-malformed' && tracesOfSignature(bytes).length > 0
    if (!isDamaged) throw error
    return { ...failedForFormat, signatures: [], revisions: 0, warnings: ['unreadable-file'], validatedAt: (options.at ?? new Date()).toISOString() }
  }
}

async function validate(bytes: Uint8Array, options: VerifyPdfOptions): Promise<ValidationReport> {
  const { trustAnchors, timestampAnchors = trustAnchors, at = new Date(), crypto = globalThis.crypto } = options
  const pdf = readPdf(bytes)
  const ends = revisionEnds(pdf)
  const revisions = ends.map(({ lineEnd }) => (lineEnd === bytes.length ? pdf : pdf.revision(lineEnd)))
  const changes = changesSince(revisions)
  const placed = markShared(
    signatureFields(pdf).flatMap((field) => {
      const dictionary = pdf.dictionary(field.value)
      return dictionary ? [placeSignature({ pdf, field, dictionary, ends, changesSince: changes })] : []
    }),
  )
  const signatures = await verifyAll(placed, { pdf, trustAnchors, timestampAnchors, at, crypto })
  const warnings = fileWarnings(pdf, revisions, placed, signatures)
  return {
    ...concludeFile(signatures, warnings),
    signatures,
    revisions: ends.length,
    warnings,
    validatedAt: at.toISOString(),
  }
}

/** Document timestamps first: what they prove counts for the signatures they cover. */
async function verifyAll(placed: readonly PlacedSignature[], context: Omit<VerifyFieldOptions, 'placed' | 'provenTimes'>): Promise<SignatureReport[]> {
  const timestamps = new Map<PlacedSignature, SignatureReport>()
  for (const signature of placed) {
    if (signature.kind === 'document-timestamp') timestamps.set(signature, await verifyDocumentTimestamp({ ...context, placed: signature }))
  }
  const sound = [...timestamps.values()].filter(({ indication }) => indication === 'TOTAL-PASSED')
  return Promise.all(
    placed.map((signature) => {
      const covering = sound.filter(({ signedLength }) => signedLength > signature.signedLength)
      const provenTimes = covering.map(({ bestSignatureTime }) => new Date(bestSignatureTime!))
      return timestamps.get(signature) ?? verifyFieldSignature({ ...context, placed: signature, provenTimes })
    }),
  )
}

/** One signature shown by two fields would be counted for two people. */
function markShared(placed: readonly PlacedSignature[]): PlacedSignature[] {
  const shownBy = new Map<PdfDictionary, number>()
  for (const { dictionary } of placed) shownBy.set(dictionary, (shownBy.get(dictionary) ?? 0) + 1)
  return placed.map((one) => {
    const isShared = shownBy.get(one.dictionary)! > 1
    return isShared ? { ...one, warnings: [...one.warnings, 'signature-shared' as const] } : one
  })
}

function fileWarnings(pdf: PdfFile, revisions: readonly PdfFile[], placed: readonly PlacedSignature[], signatures: readonly SignatureReport[]): Warning[] {
  const warnings: Warning[] = []
  if (pdf.end !== pdf.bytes.length) warnings.push('bytes-after-end')
  if (signatures.length > 0 && signatures.every(({ coverage }) => coverage !== 'document')) warnings.push('changed-after-last-signature')
  const shown = new Set(signatures.map(({ field }) => field))
  const signedBefore = revisions.flatMap((revision) => signatureFields(revision).filter(({ value }) => revision.dictionary(value) !== null))
  if (signedBefore.some(({ name }) => !shown.has(name))) warnings.push('signature-removed')
  if (hasHiddenSignature(pdf, placed)) warnings.push('signature-not-shown')
  return warnings
}

const failedForFormat = { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' } as const

const severity: Record<Indication, number> = { 'TOTAL-PASSED': 0, INDETERMINATE: 1, 'TOTAL-FAILED': 2 }

/** The worst of the signatures; and a file that hides one is not sound whatever the others say. */
function concludeFile(signatures: readonly SignatureReport[], warnings: readonly Warning[]): { indication: Indication; subIndication: SubIndication | null } {
  if (warnings.includes('signature-removed') || warnings.includes('signature-not-shown')) return failedForFormat
  const [worst] = [...signatures].sort((a, b) => severity[b.indication] - severity[a.indication])
  return worst ? { indication: worst.indication, subIndication: worst.subIndication } : { indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE' }
}
