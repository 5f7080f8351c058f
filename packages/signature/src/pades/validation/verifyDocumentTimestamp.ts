import { parseSignedData } from '../../cms/parseSignedData.js'
import { SignatureError } from '../../errors.js'
import { verifyTimestampToken } from '../../timestamp/verifyTimestampToken.js'
import { parseCertificate } from '../../x509/parseCertificate.js'
import { conclude, concludePath } from './conclude.js'
import { coveredBytes } from '../signing/joinPrepared.js'
import type { SignatureReport, Warning } from './report.js'
import { describePath, describeSigner, describeTimestamp, type PlacedSignature, type VerifyFieldOptions } from './verifyFieldSignature.js'

/** Validates a document timestamp (EN 319 142-1 section 5.4.3): a token over the ByteRange instead of a signature. */
export async function verifyDocumentTimestamp(options: VerifyFieldOptions & { readonly placed: PlacedSignature }): Promise<SignatureReport> {
  const { pdf, field, placed, timestampAnchors, crypto } = options
  const warnings: Warning[] = [...placed.warnings]
  const report =
    placed.cms && placed.byteRange
      ? await verifyTimestampToken({ token: placed.cms, data: coveredBytes(pdf.bytes, placed.byteRange), trustAnchors: timestampAnchors, crypto })
      : null
  if (placed.changesSince.some(({ kind }) => kind === 'suspicious')) warnings.push('suspicious-change')
  if (!report?.valid) warnings.push('timestamp-invalid')
  const intact = report !== null && report.problems.every((code) => code === 'path-not-trusted')
  const sound = report
    ? { digestMatches: !report.problems.includes('imprint-mismatch'), signatureHolds: intact, problems: [], certificate: null, digestAlgorithm: null }
    : null
  // Format and changes are judged as for a signature; the path is the authority's.
  const format = conclude({ placed, cms: sound && { ...sound, certificate: certificateOf(placed.cms!) }, path: report?.path ?? null, warnings })
  return {
    field: field.name,
    kind: 'document-timestamp',
    ...(format.indication === 'TOTAL-PASSED' ? concludePath(report?.path ?? null) : format),
    level: 'none',
    signer: report?.path?.path[0] ? await describeSigner(report.path.path[0], crypto) : null,
    claimedName: null,
    claimedTime: null,
    bestSignatureTime: report?.valid ? (report.generationTime?.toISOString() ?? null) : null,
    digestMatches: sound?.digestMatches ?? false,
    signatureHolds: intact,
    coverage: placed.coverage,
    signedLength: placed.signedLength,
    changesSince: placed.changesSince,
    path: describePath(report?.path ?? null),
    timestamp: describeTimestamp(report),
    evidenceRoot: null,
    warnings,
  }
}

function certificateOf(cms: Uint8Array): ReturnType<typeof parseCertificate> | null {
  try {
    const [first] = parseSignedData(cms).certificates
    return first ? parseCertificate(first) : null
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}
