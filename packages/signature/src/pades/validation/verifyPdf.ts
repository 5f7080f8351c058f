import { SignatureError } from '../../errors.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/signatureFields.js'
import { classifyChanges, type Change } from '../changes/classifyChanges.js'
import type { Indication, SignatureReport, ValidationReport, Warning } from './report.js'
import { revisionEnds } from '../../pdf/revisionEnds.js'
import { verifyFieldSignature } from './verifyFieldSignature.js'

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
 * @throws SignatureError `pdf-malformed`, `pdf-encrypted`, `pdf-limit` for input that is no PDF, would need repair, or passes a limit
 */
export async function verifyPdf(bytes: Uint8Array, options: VerifyPdfOptions): Promise<ValidationReport> {
  const { trustAnchors, timestampAnchors = trustAnchors, at = new Date(), crypto = globalThis.crypto } = options
  const pdf = readPdf(bytes)
  const ends = revisionEnds(pdf)
  const warnings: Warning[] = []
  if (pdf.end !== bytes.length) warnings.push('bytes-after-end')
  const changesAfter = changesByRevision(pdf, ends)
  const signatures: SignatureReport[] = []
  for (const field of signatureFields(pdf)) {
    if (!field.value) continue
    signatures.push(await verifyFieldSignature({ pdf, field, ends, changesAfter, trailing: pdf.end !== bytes.length, trustAnchors, timestampAnchors, at, crypto }))
  }
  const worst = worstOf(signatures)
  return {
    indication: worst?.indication ?? 'INDETERMINATE',
    subIndication: worst ? worst.subIndication : 'NO_SIGNATURE',
    signatures,
    revisions: ends.length,
    warnings,
    validatedAt: at.toISOString(),
  }
}

const severity: Record<Indication, number> = { 'TOTAL-PASSED': 0, 'INDETERMINATE': 1, 'TOTAL-FAILED': 2 }

function worstOf(signatures: readonly SignatureReport[]): SignatureReport | undefined {
  return [...signatures].sort((a, b) => severity[b.indication] - severity[a.indication])[0]
}

/** For each revision, oldest first, what all later ones changed. Computed once for the file, pair by adjacent pair. */
function changesByRevision(pdf: PdfFile, ends: readonly number[]): readonly (readonly Change[])[] {
  const files = ends.map((end, index) => (index === ends.length - 1 && end === pdf.bytes.length ? pdf : readPdf(pdf.bytes.subarray(0, end))))
  const steps = files.slice(1).map((newer, index) => {
    try {
      return classifyChanges({ older: files[index]!, newer })
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error
      return [{ kind: 'suspicious' as const, object: 0, what: 'unreadable revision' }]
    }
  })
  return ends.map((_, index) => steps.slice(index).flat())
}
