import { SignatureError } from '../../errors.js'
import { tracesOfSignature } from './structure/hiddenSignature.js'
import type { ValidationReport } from './verdict/report.js'
import { failedForFormat, validateFile } from './validateFile.js'
import type { VerifyPdfOptions } from './verifyPdf.js'

/** As for `verifyPdf`, but for `fetch`. */
export type VerifyPdfOfflineOptions = Omit<VerifyPdfOptions, 'fetch'>

/**
 * What `verifyPdf` does without a `fetch`, and gives the same report. It carries no network client: for pages and tools that promise to reach nobody.
 * A `revocationSource` is asked if you give one.
 * @throws SignatureError as `verifyPdf`
 */
export async function verifyPdfOffline(bytes: Uint8Array, options: VerifyPdfOfflineOptions): Promise<ValidationReport> {
  const { trustAnchors, timestampAnchors = trustAnchors, at = new Date(), revocation = 'when-present', revocationSource: source = null, crypto = globalThis.crypto } = options
  try {
    const { report } = await validateFile(bytes, { trustAnchors, timestampAnchors, at, revocation, leafFreshness: 'current', source, crypto })
    return report
  } catch (error) {
    // Damage to a signed file is a verdict on its signatures, wherever it lies.
    const isDamaged = error instanceof SignatureError && error.code === 'pdf-malformed' && tracesOfSignature(bytes).length > 0
    if (!isDamaged) throw error
    return { ...failedForFormat, signatures: [], revisions: 0, warnings: ['unreadable-file'], validatedAt: at.toISOString() }
  }
}
