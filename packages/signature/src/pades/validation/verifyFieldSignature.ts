import { parseSignedData, type SignedData } from '../../cms/parseSignedData.js'
import { verifySignedData } from '../../cms/verifySignedData.js'
import { digest } from '../../crypto/digest.js'
import { oids } from '../../der/oids.js'
import { readDerPrefix } from '../../der/read.js'
import { toHex } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { decodeDate, decodeText } from '../../pdf/syntax/decodeText.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import type { SignatureField } from '../../pdf/signatureFields.js'
import { isKind, isName, type PdfDictionary } from '../../pdf/syntax/values.js'
import { verifyTimestampToken, type TimestampReport } from '../../timestamp/verifyTimestampToken.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { validatePath, type PathReport } from '../../x509/validatePath.js'
import type { Change } from '../changes/classifyChanges.js'
import { conclude } from './conclude.js'
import { coveredBytes } from '../signing/joinPrepared.js'
import type { SignatureReport, SignerReport, Warning } from './report.js'
import { verifyDocumentTimestamp } from './verifyDocumentTimestamp.js'

export interface VerifyFieldOptions {
  readonly pdf: PdfFile
  readonly field: SignatureField
  /** Where each revision ends, oldest first. */
  readonly ends: readonly number[]
  /** For each revision, what all later ones changed. */
  readonly changesAfter: readonly (readonly Change[])[]
  /** Whether something follows the last %%EOF. */
  readonly trailing: boolean
  readonly trustAnchors: readonly Uint8Array[]
  readonly timestampAnchors: readonly Uint8Array[]
  readonly at: Date
  readonly crypto: Crypto
}

/** A signature's place in the file: what it covers, and the CMS in its gap. */
export interface PlacedSignature {
  readonly byteRange: readonly [number, number, number, number] | null
  readonly cms: Uint8Array | null
  readonly coverage: SignatureReport['coverage']
  readonly signedLength: number
  readonly changesSince: readonly Change[]
  readonly warnings: readonly Warning[]
}

/** Validates the signature of one field. */
export async function verifyFieldSignature(options: VerifyFieldOptions): Promise<SignatureReport> {
  const { pdf, field, crypto, at } = options
  const dictionary = field.value!
  const placed = placeSignature(options, dictionary)
  if (isName(pdf.get(dictionary, 'Type'), 'DocTimeStamp')) return verifyDocumentTimestamp({ ...options, placed })
  const warnings: Warning[] = [...placed.warnings]
  if (!isName(pdf.get(dictionary, 'SubFilter'), 'ETSI.CAdES.detached') && !isName(pdf.get(dictionary, 'SubFilter'), 'adbe.pkcs7.detached')) warnings.push('sub-filter-unknown')

  const signedData = readCms(placed.cms, warnings)
  const covered = placed.byteRange ? coveredBytes(pdf.bytes, placed.byteRange) : new Uint8Array()
  const cms = signedData ? await verifySignedData({ signedData, messageDigest: (algorithm) => digest({ algorithm, data: covered, crypto }), detached: true, crypto }) : null
  const timestamp = signedData && cms ? await signatureTimestamp(options, signedData) : null
  if (timestamp && !timestamp.valid) warnings.push('timestamp-invalid')
  if (signedData && !timestamp) warnings.push('no-timestamp')
  const provenTime = timestamp?.valid ? timestamp.generationTime : null
  const path = cms?.certificate && signedData ? await signerPath(options, cms.certificate, signedData, provenTime ?? at) : null
  if (path?.trusted) warnings.push('revocation-not-checked')
  warnings.push(...(cms?.problems ?? []).map((code) => `cms-${code}` as const))
  if (placed.changesSince.some(({ kind }) => kind === 'suspicious')) warnings.push('suspicious-change')
  return {
    field: field.name,
    kind: 'signature',
    ...conclude({ placed, cms, path, warnings }),
    level: !cms?.signatureHolds ? 'none' : provenTime ? 'B-T' : 'B-B',
    signer: cms?.certificate ? await describeSigner(cms.certificate, crypto) : null,
    claimedName: textOf(pdf, dictionary, 'Name'),
    claimedTime: timeOf(pdf, dictionary),
    bestSignatureTime: provenTime?.toISOString() ?? null,
    digestMatches: cms?.digestMatches ?? false,
    signatureHolds: cms?.signatureHolds ?? false,
    coverage: placed.coverage,
    signedLength: placed.signedLength,
    changesSince: placed.changesSince,
    path: describePath(path),
    timestamp: describeTimestamp(timestamp),
    evidenceRoot: hexOf(pdf, dictionary),
    warnings,
  }
}

/** ISO 32000-2 section 12.8.1: the ByteRange is everything but the value of /Contents, from the first octet to the end of a revision. */
function placeSignature({ pdf, ends, changesAfter, trailing }: VerifyFieldOptions, dictionary: PdfDictionary): PlacedSignature {
  const warnings: Warning[] = []
  const byteRange = readByteRange(pdf, dictionary)
  const contents = pdf.get(dictionary, 'Contents')
  if (!byteRange) warnings.push('byte-range-odd')
  const gapFits = byteRange && isKind(contents, 'string') && contents.range?.[0] === byteRange[1] && contents.range[1] === byteRange[2]
  if (byteRange && !gapFits) warnings.push('contents-not-in-gap')
  const end = byteRange ? byteRange[2] + byteRange[3] : 0
  const revision = ends.indexOf(end)
  if (byteRange && revision < 0) warnings.push('revision-not-signed')
  let cms: Uint8Array | null = null
  if (isKind(contents, 'string')) {
    cms = cutCms(contents.bytes)
    if (!cms) warnings.push('unreadable-signature')
    else if (contents.bytes.subarray(cms.length).some((octet) => octet !== 0)) warnings.push('contents-padding')
  } else warnings.push('unreadable-signature')
  if (trailing) warnings.push('bytes-after-end')
  const isLast = revision === ends.length - 1 && !trailing
  return {
    byteRange: gapFits ? byteRange : null,
    cms,
    coverage: revision < 0 || !gapFits ? 'odd' : isLast ? 'document' : 'revision',
    signedLength: end,
    changesSince: changesAfter[revision] ?? [],
    warnings,
  }
}

function readByteRange(pdf: PdfFile, dictionary: PdfDictionary): [number, number, number, number] | null {
  const value = pdf.get(dictionary, 'ByteRange')
  if (!isKind(value, 'array') || value.items.length !== 4) return null
  const numbers = value.items.map((item) => (isKind(item, 'number') && Number.isSafeInteger(item.value) ? item.value : -1))
  const [start = -1, first = -1, second = -1, length = -1] = numbers
  const sound = start === 0 && first > 0 && second > first && length >= 0 && second + length <= pdf.bytes.length
  return sound ? [start, first, second, length] : null
}

/** /Contents is padded with zeros; the CMS ends where its own length says. */
function cutCms(contents: Uint8Array): Uint8Array | null {
  try {
    return readDerPrefix(contents).raw
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}

function readCms(cms: Uint8Array | null, warnings: Warning[]): SignedData | null {
  if (!cms) return null
  try {
    return parseSignedData(cms)
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    warnings.push('unreadable-signature')
    return null
  }
}

/** The earliest valid timestamp over the signature value, else the last one looked at. */
async function signatureTimestamp({ timestampAnchors, crypto }: VerifyFieldOptions, signedData: SignedData): Promise<TimestampReport | null> {
  const [signer] = signedData.signerInfos
  const tokens = signer?.unsignedAttributes.filter(({ oid }) => oid === oids.signatureTimeStampToken).flatMap(({ values }) => values) ?? []
  let best: TimestampReport | null = null
  for (const token of tokens) {
    const report = await verifyTimestampToken({ token: token.raw, data: signer!.signature, trustAnchors: timestampAnchors, intermediates: signedData.certificates, crypto })
    const earlier = report.valid && (!best?.valid || report.generationTime! < best.generationTime!)
    if (!best || earlier) best = report
  }
  return best
}

function signerPath({ trustAnchors, crypto }: VerifyFieldOptions, certificate: Certificate, signedData: SignedData, at: Date): Promise<PathReport> {
  return validatePath({ certificate, intermediates: signedData.certificates, trustAnchors, at, purpose: 'document-signing', crypto })
}

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

export function describePath(path: PathReport | null): SignatureReport['path'] {
  if (!path) return { trusted: false, names: [], problems: [] }
  return { trusted: path.trusted, names: path.path.map(({ subject }) => subject.commonName ?? subject.organization ?? '?'), problems: path.problems }
}

export function describeTimestamp(report: TimestampReport | null): SignatureReport['timestamp'] {
  if (!report) return null
  return { valid: report.valid, time: report.generationTime?.toISOString() ?? null, authority: report.authority, problems: report.problems }
}

function textOf(pdf: PdfFile, dictionary: PdfDictionary, key: string): string | null {
  const value = pdf.get(dictionary, key)
  return isKind(value, 'string') ? decodeText(value.bytes) : null
}

function timeOf(pdf: PdfFile, dictionary: PdfDictionary): string | null {
  const value = pdf.get(dictionary, 'M')
  return isKind(value, 'string') ? (decodeDate(value.bytes)?.toISOString() ?? null) : null
}

function hexOf(pdf: PdfFile, dictionary: PdfDictionary): string | null {
  const value = pdf.get(dictionary, 'LoanSign_EvidenceRoot')
  return isKind(value, 'string') ? toHex(value.bytes) : null
}

