import { parseSignedData, type SignedData } from '../../cms/parseSignedData.js'
import { digestOf, verifySignedData, type CmsReport } from '../../cms/verifySignedData.js'
import { oids } from '../../der/oids.js'
import { SignatureError } from '../../errors.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { isName } from '../../pdf/syntax/values.js'
import { verifyTimestampToken, type TimestampReport } from '../../timestamp/verifyTimestampToken.js'
import { validatePath, type PathReport } from '../../x509/validatePath.js'
import { coveredBytes } from '../signing/joinPrepared.js'
import { conclude } from './conclude.js'
import { describeClaims, describePath, describeSigner, describeTimestamp } from './describe.js'
import type { PlacedSignature } from './placeSignature.js'
import type { SignatureReport, Warning } from './report.js'

export interface VerifyFieldOptions {
  readonly pdf: PdfFile
  readonly placed: PlacedSignature
  readonly trustAnchors: readonly Uint8Array[]
  readonly timestampAnchors: readonly Uint8Array[]
  /** Times that valid document timestamps prove for this signature. */
  readonly provenTimes: readonly Date[]
  /** For the path where no timestamp proves a time. */
  readonly at: Date
  readonly crypto: Crypto
}

/** Validates the signature of one field. */
export async function verifyFieldSignature(options: VerifyFieldOptions): Promise<SignatureReport> {
  const { pdf, placed, crypto, at } = options
  const { dictionary } = placed
  const signedData = readCms(placed.cms)
  const cms = signedData && (await verifyCms(options, signedData))
  const timestamp = signedData && cms ? await signatureTimestamp(options, signedData) : null
  const provenTime = earliest([...(timestamp?.valid ? [timestamp.generationTime!] : []), ...options.provenTimes])
  const path = cms?.certificate && signedData ? await signerPath(options, cms, signedData, provenTime ?? at) : null
  const warnings: Warning[] = [...placed.warnings, ...formWarnings(options, signedData, cms)]
  if (timestamp && !timestamp.valid) warnings.push('timestamp-invalid')
  if (signedData && !timestamp && !provenTime) warnings.push('no-timestamp')
  if (path?.trusted) warnings.push('revocation-not-checked')
  warnings.push(...changeWarnings(placed))
  return {
    field: placed.field.name,
    kind: 'signature',
    ...conclude({ placed, cms, path, warnings }),
    level: !cms?.signatureHolds ? 'none' : provenTime ? 'B-T' : 'B-B',
    signer: cms?.certificate ? await describeSigner(cms.certificate, crypto) : null,
    ...describeClaims(pdf, dictionary),
    bestSignatureTime: provenTime?.toISOString() ?? null,
    digestMatches: cms?.digestMatches ?? false,
    signatureHolds: cms?.signatureHolds ?? false,
    coverage: placed.coverage,
    signedLength: placed.signedLength,
    changesSince: placed.changesSince,
    path: describePath(path),
    timestamp: describeTimestamp(timestamp),
    warnings,
  }
}

/** What later revisions did, in a word each. */
export function changeWarnings({ changesSince }: PlacedSignature): Warning[] {
  const warnings: Warning[] = []
  if (changesSince.some(({ kind }) => kind === 'suspicious')) warnings.push('suspicious-change')
  if (changesSince.some(({ kind }) => kind === 'visible-signature-field')) warnings.push('visible-field-added')
  return warnings
}

function readCms(cms: Uint8Array | null): SignedData | null {
  if (!cms) return null
  try {
    return parseSignedData(cms)
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}

function verifyCms({ pdf, placed, crypto }: VerifyFieldOptions, signedData: SignedData): Promise<CmsReport> {
  // Without a ByteRange that can be relied upon nothing is covered, and the digest of nothing will not match.
  const content = placed.byteRange ? coveredBytes(pdf.bytes, placed.byteRange) : new Uint8Array()
  return verifySignedData({ signedData, messageDigest: digestOf(content, crypto), content, detached: true, crypto })
}

function formWarnings({ pdf, placed }: VerifyFieldOptions, signedData: SignedData | null, cms: CmsReport | null): Warning[] {
  const subFilter = pdf.get(placed.dictionary, 'SubFilter')
  const isCades = isName(subFilter, 'ETSI.CAdES.detached')
  const warnings: Warning[] = isCades || isName(subFilter, 'adbe.pkcs7.detached') ? [] : ['sub-filter-unknown']
  if (placed.cms && !signedData) warnings.push('unreadable-signature')
  // ISO 32000-2 section 12.8.3.3 does not ask for a signing certificate attribute; CAdES does.
  const problems = (cms?.problems ?? []).filter((code) => isCades || code !== 'signing-certificate-missing')
  return [...warnings, ...problems.map((code) => `cms-${code}` as const)]
}

/** The earliest valid timestamp over the signature value, else the first one that is not. */
async function signatureTimestamp({ timestampAnchors, crypto }: VerifyFieldOptions, signedData: SignedData): Promise<TimestampReport | null> {
  const [signer] = signedData.signerInfos
  const tokens = signer?.unsignedAttributes.filter(({ oid }) => oid === oids.signatureTimeStampToken).flatMap(({ values }) => values) ?? []
  let best: TimestampReport | null = null
  for (const token of tokens) {
    const report = await verifyTimestampToken({ token: token.raw, data: signer!.signature, trustAnchors: timestampAnchors, intermediates: signedData.certificates, crypto })
    const isEarlier = report.valid && (!best?.valid || report.generationTime! < best.generationTime!)
    if (!best || isEarlier) best = report
  }
  return best
}

function signerPath({ trustAnchors, crypto }: VerifyFieldOptions, { certificate }: CmsReport, signedData: SignedData, at: Date): Promise<PathReport> {
  return validatePath({ certificate: certificate!, intermediates: signedData.certificates, trustAnchors, at, purpose: 'document-signing', crypto })
}

function earliest(times: readonly Date[]): Date | null {
  return [...times].sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}
