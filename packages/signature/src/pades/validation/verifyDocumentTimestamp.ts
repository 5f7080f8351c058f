import { verifyTimestampToken } from '../../timestamp/verifyTimestampToken.js'
import { coveredBytes } from '../signing/joinPrepared.js'
import { concludeTimestamp } from './conclude.js'
import { describePath, describeSigner, describeTimestamp } from './describe.js'
import type { SignatureReport, Warning } from './report.js'
import { changeWarnings, type VerifyFieldOptions } from './verifyFieldSignature.js'

/** Validates a document timestamp (EN 319 142-1 section 5.4.3): a token over the ByteRange instead of a signature. */
export async function verifyDocumentTimestamp({ pdf, placed, timestampAnchors, crypto }: Omit<VerifyFieldOptions, 'provenTimes'>): Promise<SignatureReport> {
  const token =
    placed.cms && placed.byteRange
      ? await verifyTimestampToken({ token: placed.cms, data: coveredBytes(pdf.bytes, placed.byteRange), trustAnchors: timestampAnchors, crypto })
      : null
  const warnings: Warning[] = [...placed.warnings, ...(token?.valid ? [] : ['timestamp-invalid' as const]), ...changeWarnings(placed)]
  const certificate = token?.path?.path[0]
  const digestMatches = token !== null && !token.problems.includes('imprint-mismatch') && !token.problems.includes('timestamp-malformed')
  return {
    field: placed.field.name,
    kind: 'document-timestamp',
    ...concludeTimestamp({ placed, token, warnings }),
    level: 'none',
    signer: certificate ? await describeSigner(certificate, crypto) : null,
    claimedName: null,
    claimedTime: null,
    evidenceRoot: null,
    bestSignatureTime: token?.valid ? (token.generationTime?.toISOString() ?? null) : null,
    digestMatches,
    signatureHolds: digestMatches && token.problems.every((code) => code === 'path-not-trusted'),
    coverage: placed.coverage,
    signedLength: placed.signedLength,
    changesSince: placed.changesSince,
    path: describePath(token?.path ?? null),
    timestamp: describeTimestamp(token),
    warnings,
  }
}
