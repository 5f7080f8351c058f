import { parseSignedData, type SignedData } from '../../cms/parseSignedData.js'
import { digestOf, verifySignedData, type CmsReport } from '../../cms/verifySignedData.js'
import { oids } from '../../der/oids.js'
import { isName } from '../../pdf/syntax/values.js'
import { readable } from '../../readable.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { readableCertificates, validatePath, type PathReport } from '../../x509/path/validatePath.js'
import { coveredBytes } from '../signing/joinPrepared.js'
import { acquireIssuers } from '../material/acquireIssuers.js'
import { checkPathRevocation, clockToleranceMilliseconds, type RevocationFinding } from '../material/checkRevocation.js'
import { conclude, concludeRevocation } from './verdict/conclude.js'
import { describeClaims, describePath, describeRevocation, describeSigner, describeTimestamp } from './verdict/describe.js'
import { levelOf } from './verdict/level.js'
import type { PlacedSignature } from './structure/placeSignature.js'
import type { SignatureReport, Warning } from './verdict/report.js'
import { validateTimestamp, type ValidatedTimestamp } from './validateTimestamp.js'
import type { ValidationContext } from './validationContext.js'

export interface VerifyFieldOptions {
  readonly context: ValidationContext
  readonly placed: PlacedSignature
  /** Times that sound document timestamps prove for this signature. */
  readonly provenTimes: readonly Date[]
}

/** A verdict, and what extending a file needs to know of how it came to be. */
export interface ValidatedSignature {
  readonly report: SignatureReport
  readonly placed: PlacedSignature
  /** Paths of signer and timestamp authority, as far as they are trusted. */
  readonly paths: readonly PathReport[]
  /** Of all certificates of these paths. */
  readonly findings: readonly RevocationFinding[]
}

/** Validates the signature of one field. */
export async function verifyFieldSignature(options: VerifyFieldOptions): Promise<ValidatedSignature> {
  const { context, placed } = options
  const { pdf, crypto, at, material, leafFreshness } = context
  const signedData = readable(() => placed.cms && parseSignedData(placed.cms))
  const certificates = readableCertificates(signedData?.certificates ?? [])
  const cms = signedData && (await verifyCms(options, signedData, certificates))
  const timestamp = signedData && cms ? await signatureTimestamp(options, signedData, certificates) : null
  const provenTime = earliest([...(timestamp?.usable ? [timestamp.report.generationTime!] : []), ...options.provenTimes])
  const time = provenTime ?? at
  const path = cms?.certificate ? await signerPath(context, cms.certificate, certificates, time) : null
  const findings = path?.trusted ? await checkPathRevocation({ path: path.path, material, from: time, until: time, at, leafFreshness, crypto }) : []
  const warnings: Warning[] = [...placed.warnings, ...formWarnings(options, signedData, cms), ...(timestamp ? timestampWarnings(timestamp) : [])]
  const claims = describeClaims(pdf, placed.dictionary)
  if (claims.claimedTime && Date.parse(claims.claimedTime) > time.getTime() + clockToleranceMilliseconds) warnings.push('claimed-time-later')
  if (signedData && !timestamp && !provenTime) warnings.push('no-timestamp')
  const timestampFindings = timestamp?.usable ? timestamp.findings : []
  if (path?.trusted && [...findings, ...timestampFindings].some(({ sufficient }) => !sufficient)) warnings.push('revocation-not-checked')
  warnings.push(...changeWarnings(placed))
  const signatureHolds = cms?.signatureHolds ?? false
  const report: SignatureReport = {
    field: placed.field.name,
    kind: 'signature',
    ...conclude({ placed, cms, path, revocation: concludeRevocation(findings, context.revocation), warnings }),
    level: levelOf({ signatureHolds, isTimeProven: provenTime !== null, signer: findings, timestamp: timestampFindings }),
    signer: cms?.certificate ? await describeSigner(cms.certificate, crypto) : null,
    ...claims,
    bestSignatureTime: provenTime?.toISOString() ?? null,
    digestMatches: cms?.digestMatches ?? false,
    signatureHolds,
    coverage: placed.coverage,
    signedLength: placed.signedLength,
    changesSince: placed.changesSince,
    path: describePath(path),
    revocation: describeRevocation(findings),
    timestamp: describeTimestamp(timestamp),
    warnings,
  }
  const paths = [path, timestamp?.usable ? timestamp.report.path : null].filter((one) => one !== null)
  return { report, placed, paths, findings: [...findings, ...timestampFindings] }
}

function timestampWarnings({ usable, warnings }: ValidatedTimestamp): Warning[] {
  return usable ? [...warnings] : ['timestamp-invalid', ...warnings]
}

/** What later revisions did, in a word each. */
export function changeWarnings({ changesSince }: PlacedSignature): Warning[] {
  const words = { suspicious: 'suspicious-change', 'visible-signature-field': 'visible-field-added', 'form-filling': 'form-filled', annotation: 'annotation-added' } as const
  return Object.entries(words).flatMap(([kind, word]) => (changesSince.some((change) => change.kind === kind) ? [word] : []))
}

function verifyCms({ context: { pdf, crypto, covered }, placed: { byteRange } }: VerifyFieldOptions, signedData: SignedData, certificates: readonly Certificate[]): Promise<CmsReport> {
  // Without a ByteRange that can be relied upon nothing is covered, and the digest of nothing will not match.
  const messageDigest = byteRange ? covered(byteRange) : digestOf(new Uint8Array(), crypto)
  // Only a signature without signed attributes is over the bytes themselves.
  const isBare = signedData.signerInfos[0]?.signedAttributes === null
  return verifySignedData({ signedData, certificates, messageDigest, ...(isBare ? { content: coveredBytes(pdf.bytes, byteRange ?? [0, 0, 0, 0]) } : {}), detached: true, crypto })
}

function formWarnings({ context: { pdf }, placed }: VerifyFieldOptions, signedData: SignedData | null, cms: CmsReport | null): Warning[] {
  const subFilter = pdf.get(placed.dictionary, 'SubFilter')
  const isCades = isName(subFilter, 'ETSI.CAdES.detached')
  const warnings: Warning[] = isCades || isName(subFilter, 'adbe.pkcs7.detached') ? [] : ['sub-filter-unknown']
  if (placed.cms && !signedData) warnings.push('unreadable-signature')
  // ISO 32000-2 section 12.8.3.3 does not ask for a signing certificate attribute; CAdES does.
  const problems = (cms?.problems ?? []).filter((code) => isCades || code !== 'signing-certificate-missing')
  return [...warnings, ...problems.map((code) => `cms-${code}` as const)]
}

/** The earliest valid timestamp over the signature value, else one from the future, which decides, else the first. */
async function signatureTimestamp({ context, provenTimes }: VerifyFieldOptions, signedData: SignedData, certificates: readonly Certificate[]): Promise<ValidatedTimestamp | null> {
  const [signer] = signedData.signerInfos
  const tokens = signer?.unsignedAttributes.filter(({ oid }) => oid === oids.signatureTimeStampToken).flatMap(({ values }) => values) ?? []
  const existedAt = earliest(provenTimes) ?? context.at
  let best: ValidatedTimestamp | null = null
  for (const token of tokens) {
    const one = await validateTimestamp({ token: token.raw, data: signer!.signature, intermediates: certificates, existedAt, context })
    const isEarlier = one.usable && (!best?.usable || one.report.generationTime! < best.report.generationTime!)
    const decides = !best?.usable && one.subIndication === 'TIMESTAMP_ORDER_FAILURE'
    if (!best || isEarlier || decides) best = one
  }
  return best
}

async function signerPath({ trustAnchors, material, crypto }: ValidationContext, certificate: Certificate, certificates: readonly Certificate[], at: Date): Promise<PathReport> {
  const build = (): Promise<PathReport> => validatePath({ certificate, intermediates: [...certificates, ...material.certificates], trustAnchors, at, purpose: 'document-signing', crypto })
  const report = await build()
  return (await acquireIssuers(material, report, certificates)) ? build() : report
}

/** Of no times, null. */
export function earliest(times: readonly Date[]): Date | null {
  return [...times].sort((a, b) => a.getTime() - b.getTime())[0] ?? null
}
