import { digest } from '../../../crypto/hashing/digest.js'
import { toHex } from '../../../encoding/hex.js'
import type { PdfFile } from '../../../pdf/readPdf.js'
import { decodeDate, decodeText } from '../../../pdf/syntax/decodeText.js'
import { isKind, type PdfDictionary } from '../../../pdf/syntax/values.js'
import type { Certificate } from '../../../x509/parseCertificate.js'
import type { PathReport } from '../../../x509/path/validatePath.js'
import type { RevocationFinding } from '../../material/checkRevocation.js'
import type { PathSummary, RevocationReport, SignatureReport, SignerReport, TimestampSummary } from './report.js'
import type { ValidatedTimestamp } from '../validateTimestamp.js'

export async function describeSigner(certificate: Certificate, crypto: Crypto): Promise<SignerReport> {
  return {
    commonName: certificate.subject.commonName,
    organization: certificate.subject.organization,
    issuer: certificate.issuer.commonName,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    serialNumber: toHex(certificate.serialNumber),
    certificateSha256: toHex(await digest({ algorithm: 'SHA-256', data: certificate.der, crypto })),
  }
}

export function describePath(path: PathReport | null): PathSummary {
  if (!path) return { trusted: false, names: [], problems: [] }
  return { trusted: path.trusted, names: path.path.map(({ subject }) => subject.commonName ?? subject.organization ?? '?'), problems: path.problems }
}

export function describeRevocation(findings: readonly RevocationFinding[]): RevocationReport[] {
  return findings.map(({ status, freshness, statement, item, problems }, index) => ({
    index,
    status,
    freshness,
    kind: statement?.kind ?? null,
    origin: item?.origin ?? null,
    thisUpdate: statement?.thisUpdate.toISOString() ?? null,
    nextUpdate: statement?.nextUpdate?.toISOString() ?? null,
    revokedAt: statement?.revokedAt?.toISOString() ?? null,
    reason: statement?.reason ?? null,
    provenAt: item?.provenAt?.toISOString() ?? null,
    problems,
  }))
}

export function describeTimestamp(timestamp: ValidatedTimestamp | null): TimestampSummary | null {
  if (!timestamp) return null
  const { report, usable, findings, problems } = timestamp
  const time = report.generationTime?.toISOString() ?? null
  return { valid: usable, time, authority: report.authority, problems, path: describePath(report.path), revocation: describeRevocation(findings) }
}

/** What the signature dictionary claims; the signature covers it, but nobody proved it. */
export function describeClaims(pdf: PdfFile, dictionary: PdfDictionary): Pick<SignatureReport, 'claimedName' | 'claimedTime' | 'evidenceRoot'> {
  const bytesOf = (key: string): Uint8Array | null => {
    const value = pdf.get(dictionary, key)
    return isKind(value, 'string') ? value.bytes : null
  }
  const [name, time, root] = [bytesOf('Name'), bytesOf('M'), bytesOf('LoanSign_EvidenceRoot')]
  return {
    claimedName: name && decodeText(name),
    claimedTime: (time && decodeDate(time)?.toISOString()) ?? null,
    evidenceRoot: root && toHex(root),
  }
}
