import { concludeTimestamp } from './verdict/conclude.js'
import { describePath, describeRevocation, describeSigner, describeTimestamp } from './verdict/describe.js'
import type { PlacedSignature } from './structure/placeSignature.js'
import type { SignatureReport, Warning } from './verdict/report.js'
import { validateTimestamp } from './validateTimestamp.js'
import type { ValidationContext } from './validationContext.js'
import { changeWarnings, type ValidatedSignature } from './verifyFieldSignature.js'

export interface VerifyDocumentTimestampOptions {
  readonly context: ValidationContext
  readonly placed: PlacedSignature
  /** When a document timestamp around this one proves that it existed, else the moment of validation. */
  readonly existedAt: Date
}

/** Validates a document timestamp (EN 319 142-1 section 5.4.3): a token over the ByteRange instead of a signature. */
export async function verifyDocumentTimestamp({ context, placed, existedAt }: VerifyDocumentTimestampOptions): Promise<ValidatedSignature> {
  const { crypto, covered } = context
  const timestamp = placed.cms && placed.byteRange ? await validateTimestamp({ token: placed.cms, data: covered(placed.byteRange), existedAt, context }) : null
  const warnings: Warning[] = [...placed.warnings, ...(timestamp?.usable ? [] : ['timestamp-invalid' as const]), ...(timestamp?.warnings ?? []), ...changeWarnings(placed)]
  if (timestamp?.usable && timestamp.findings.some(({ sufficient }) => !sufficient)) warnings.push('revocation-not-checked')
  const token = timestamp?.report ?? null
  const certificate = token?.path?.path[0]
  const digestMatches = token !== null && !token.problems.includes('imprint-mismatch') && !token.problems.includes('timestamp-malformed')
  const report: SignatureReport = {
    field: placed.field.name,
    kind: 'document-timestamp',
    ...concludeTimestamp({ placed, timestamp, warnings }),
    level: 'none',
    signer: certificate ? await describeSigner(certificate, crypto) : null,
    claimedName: null,
    claimedTime: null,
    evidenceRoot: null,
    bestSignatureTime: timestamp?.usable ? (token?.generationTime?.toISOString() ?? null) : null,
    digestMatches,
    signatureHolds: digestMatches && token.problems.every((code) => code === 'path-not-trusted'),
    coverage: placed.coverage,
    signedLength: placed.signedLength,
    changesSince: placed.changesSince,
    path: describePath(token?.path ?? null),
    revocation: describeRevocation(timestamp?.findings ?? []),
    timestamp: describeTimestamp(timestamp),
    warnings,
  }
  return { report, placed, paths: token?.path && timestamp?.usable ? [token.path] : [], findings: timestamp?.findings ?? [] }
}
