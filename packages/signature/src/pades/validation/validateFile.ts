import { rememberingCrypto } from '../../crypto/rememberingCrypto.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { revisionEnds } from '../../pdf/revisions.js'
import { signedFields } from '../../pdf/document/signatureFields.js'
import type { PdfDictionary } from '../../pdf/syntax/values.js'
import { readable } from '../../readable.js'
import { parseCertificate, type Certificate } from '../../x509/parseCertificate.js'
import { changesSince } from '../changes/changesSince.js'
import { noFindings, type Findings } from '../changes/revisionPair.js'
import type { Asker } from '../material/asking.js'
import { collectMaterial, proveMaterial, type ValidationMaterial } from '../material/validationMaterial.js'
import type { anticipate } from './anticipate.js'
import { coveredDigests } from './structure/coveredDigests.js'
import { hasHiddenSignature } from './structure/hiddenSignature.js'
import { placeSignature, type PlacedSignature } from './structure/placeSignature.js'
import type { Indication, SignatureReport, SubIndication, ValidationReport, Warning } from './verdict/report.js'
import { sharedView } from './structure/sharedView.js'
import type { ValidationContext } from './validationContext.js'
import { unsoundObjects } from './structure/unsoundObjects.js'
import { verifyDocumentTimestamp } from './verifyDocumentTimestamp.js'
import { earliest, verifyFieldSignature, type ValidatedSignature } from './verifyFieldSignature.js'

export type ValidateFileOptions = Omit<ValidationContext, 'pdf' | 'material' | 'covered' | 'trustAnchors' | 'timestampAnchors'> & {
  /** DER, as the next. */
  readonly trustAnchors: readonly Uint8Array[]
  readonly timestampAnchors: readonly Uint8Array[]
  readonly asker: Asker | null
  /** Begins beside us what will be asked for later. Without it all is the same and takes longer: the verifier of a page does without its code. */
  readonly anticipate: typeof anticipate | null
  /** Certificates that may stand in a path and that the file lacks, DER. */
  readonly intermediates?: readonly Uint8Array[]
}

/** The report, and what extending a file needs besides. */
export interface ValidatedFile {
  readonly pdf: PdfFile
  readonly report: ValidationReport
  readonly signatures: readonly ValidatedSignature[]
  readonly material: ValidationMaterial
}

/** What verifyPdf and extendPdf share. Throws what reading a PDF throws. */
export async function validateFile(bytes: Uint8Array, { asker, anticipate, intermediates = [], ...options }: ValidateFileOptions): Promise<ValidatedFile> {
  const pdf = readPdf(bytes)
  const [trustAnchors, timestampAnchors] = [options.trustAnchors, options.timestampAnchors].map((ders) => ders.map(parseCertificate)) as [Certificate[], Certificate[]]
  const crypto = rememberingCrypto(options.crypto)
  const findings = noFindings()
  const collect = (): ValidationMaterial => collectMaterial(pdf, asker, intermediates)
  const collected = readable(collect)
  if (collected) await anticipate?.({ pdf, fieldsOf: findings.fieldsOf, material: collected, anchors: [...trustAnchors, ...timestampAnchors], crypto })
  const ends = revisionEnds(pdf)
  const revisions = ends.map(({ lineEnd }) => (lineEnd === bytes.length ? pdf : sharedView(pdf, pdf.revision(lineEnd))))
  const changes = changesSince(revisions, findings)
  const placed = markShared(signedFields(pdf, findings.fieldsOf(pdf)).map(({ field, dictionary }) => placeSignature({ pdf, field, dictionary, ends, changesSince: changes })))
  const material = collected ?? collect()
  const covered = coveredDigests(bytes, placed.flatMap(({ byteRange }) => (byteRange ? [byteRange] : [])), options.crypto)
  const signatures = await verifyAll(placed, { ...options, pdf, trustAnchors, timestampAnchors, material, crypto, covered })
  const reports = signatures.map(({ report }) => report)
  const warnings = fileWarnings({ pdf, revisions, findings, placed, signatures: reports })
  const report = { ...concludeFile(reports, warnings), signatures: reports, revisions: ends.length, warnings, validatedAt: options.at.toISOString() }
  return { pdf, report, signatures, material }
}

/**
 * Document timestamps first, the outermost before those it covers (EN 319 102-1 section 5.6.3): each proves for all it covers, the tokens and
 * revocation data in there included, that they existed at its time.
 */
async function verifyAll(placed: readonly PlacedSignature[], context: ValidationContext): Promise<ValidatedSignature[]> {
  const done = new Map<PlacedSignature, ValidatedSignature>()
  const proven: { readonly length: number; readonly time: Date }[] = []
  const timesFor = ({ signedLength }: PlacedSignature): Date[] => proven.filter(({ length }) => length > signedLength).map(({ time }) => time)
  const timestamps = placed.filter(({ kind }) => kind === 'document-timestamp').sort((a, b) => b.signedLength - a.signedLength)
  for (const timestamp of timestamps) {
    const existedAt = earliest(timesFor(timestamp)) ?? context.at
    const validated = await verifyDocumentTimestamp({ context, placed: timestamp, existedAt })
    done.set(timestamp, validated)
    const { indication, bestSignatureTime, signedLength } = validated.report
    if (indication !== 'TOTAL-PASSED' || bestSignatureTime === null) continue
    proven.push({ length: signedLength, time: new Date(bestSignatureTime) })
    proveMaterial(context.material, signedLength, new Date(bestSignatureTime))
  }
  return Promise.all(placed.map((signature) => done.get(signature) ?? verifyFieldSignature({ context, placed: signature, provenTimes: timesFor(signature) })))
}

/** One signature shown by two fields would be counted for two people. */
function markShared(placed: readonly PlacedSignature[]): PlacedSignature[] {
  const shownBy = new Map<PdfDictionary, number>()
  for (const { dictionary } of placed) shownBy.set(dictionary, (shownBy.get(dictionary) ?? 0) + 1)
  return placed.map((one) => {
    const isShared = shownBy.get(one.dictionary)! > 1
    return isShared ? { ...one, warnings: [...one.warnings, 'signature-shared' as const] } : one
  })
}

interface FileFacts {
  readonly pdf: PdfFile
  /** Oldest first. */
  readonly revisions: readonly PdfFile[]
  readonly findings: Findings
  readonly placed: readonly PlacedSignature[]
  readonly signatures: readonly SignatureReport[]
}

function fileWarnings({ pdf, revisions, findings: { survey, fieldsOf }, placed, signatures }: FileFacts): Warning[] {
  const warnings: Warning[] = []
  if (pdf.end !== pdf.bytes.length) warnings.push('bytes-after-end')
  if (signatures.length > 0 && signatures.every(({ coverage }) => coverage !== 'document')) warnings.push('changed-after-last-signature')
  const shown = new Set(signatures.map(({ field }) => field))
  const signedBefore = revisions.flatMap((revision) => fieldsOf(revision).filter(({ value }) => revision.dictionary(value) !== null))
  if (signedBefore.some(({ name }) => !shown.has(name))) warnings.push('signature-removed')
  if (hasHiddenSignature(pdf, placed)) warnings.push('signature-not-shown')
  if (signatures.length > 0) warnings.push(...unsoundObjects(revisions, survey))
  return warnings
}

export const failedForFormat = { indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' } as const

const severity: Record<Indication, number> = { 'TOTAL-PASSED': 0, INDETERMINATE: 1, 'TOTAL-FAILED': 2 }

/** The worst of the signatures; and a file that hides one, or an object, is not sound whatever the others say. */
function concludeFile(signatures: readonly SignatureReport[], warnings: readonly Warning[]): { indication: Indication; subIndication: SubIndication | null } {
  const unsound: readonly Warning[] = ['signature-removed', 'signature-not-shown', 'object-unreadable', 'object-unlisted']
  if (unsound.some((warning) => warnings.includes(warning))) return failedForFormat
  const [worst] = [...signatures].sort((a, b) => severity[b.indication] - severity[a.indication])
  return worst ? { indication: worst.indication, subIndication: worst.subIndication } : { indication: 'INDETERMINATE', subIndication: 'NO_SIGNATURE' }
}
