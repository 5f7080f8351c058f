import { SignatureError } from '../../errors.js'
import { tracesOfSignature } from './structure/hiddenSignature.js'
import type { ValidationReport } from './verdict/report.js'
import { failedForFormat, validateFile, type ValidateFileOptions } from './validateFile.js'
import type { VerifyPdfOfflineOptions } from './verifyPdfOffline.js'

/** What verifyPdf and verifyPdfOffline share: damage to a signed file is a verdict on its signatures, wherever it lies. */
export async function reportOn(bytes: Uint8Array, options: VerifyPdfOfflineOptions, means: Pick<ValidateFileOptions, 'asker' | 'anticipate'>): Promise<ValidationReport> {
  const { trustAnchors, timestampAnchors = trustAnchors, at = new Date(), revocation = 'when-present', crypto = globalThis.crypto } = options
  try {
    return (await validateFile(bytes, { trustAnchors, timestampAnchors, at, revocation, leafFreshness: 'current', crypto, ...means })).report
  } catch (error) {
    const isDamaged = error instanceof SignatureError && error.code === 'pdf-malformed' && tracesOfSignature(bytes).length > 0
    if (!isDamaged) throw error
    return { ...failedForFormat, signatures: [], revisions: 0, warnings: ['unreadable-file'], validatedAt: at.toISOString() }
  }
}
