import { aBytes, checkArgument } from '../../checkArguments.js'
import { parseSignedData, type SignedData } from '../../cms/parseSignedData.js'
import { digest } from '../../crypto/hashing/digest.js'
import { readDerPrefix } from '../../der/read.js'
import { oids } from '../../der/oids.js'
import { toHex } from '../../encoding/hex.js'
import { attachments } from '../../pdf/document/extractAttachment.js'
import { catalogOf } from '../../pdf/document/pages.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { revisionEnds } from '../../pdf/revisions.js'
import { signatureFields, signedFields, type SignatureField } from '../../pdf/document/signatureFields.js'
import { isKind, numberOr, type PdfDictionary } from '../../pdf/syntax/values.js'
import { parseTimestampToken } from '../../timestamp/parseTimestampToken.js'
import { readable } from '../../readable.js'
import { changesBetween } from '../changes/changesSince.js'
import type { Change } from '../changes/classifyChanges.js'
import { kindOf } from '../changes/signatureKind.js'
import { readSecurityStore } from '../material/securityStore.js'
import { describeClaims } from '../validation/verdict/describe.js'
import { certificateCollector, type InspectedCertificate } from './certificates.js'

/** One state of the file: its first `length` octets are the file as it was then. */
export interface InspectedRevision {
  readonly length: number
  /** Octets this revision appended; those of the whole file for the first. */
  readonly size: number
  /** Of the file as it was then, hexadecimal. */
  readonly sha256: string
  /** Against the revision before; empty for the first. */
  readonly changes: readonly Change[]
}

/** A signature as it stands there. Nothing in here is verified; every string is hostile text. */
export interface InspectedSignature {
  readonly field: string
  readonly kind: 'signature' | 'document-timestamp'
  readonly subFilter: string | null
  /** From 1; null when its ByteRange ends where no revision does. */
  readonly revision: number | null
  readonly byteRange: readonly number[]
  /** Octets of the CMS, without padding; null when /Contents holds none. */
  readonly cmsSize: number | null
  readonly claimedName: string | null
  readonly claimedTime: string | null
  readonly evidenceRoot: string | null
  /** Times that timestamp tokens claim: the document timestamp's own, or those over the signature. RFC 3339. */
  readonly timestamps: readonly string[]
  /** SHA-256 of the certificates inside, in their order. */
  readonly certificates: readonly string[]
}

/** What a PDF holds, by its own word: nothing here is verified, and every text is hostile. `size` in octets, `sha256` of the whole file in hexadecimal. */
export interface PdfInspection {
  readonly size: number
  readonly sha256: string
  /** Octets behind the last %%EOF. */
  readonly trailing: number
  /** Oldest first. */
  readonly revisions: readonly InspectedRevision[]
  /** In the order of the form's fields. */
  readonly signatures: readonly InspectedSignature[]
  /** Names of signature fields that are not signed. */
  readonly emptyFields: readonly string[]
  /** Every certificate of the signatures, their timestamps and the document security store, once. */
  readonly certificates: readonly InspectedCertificate[]
  /** How much validation data the document security store holds (EN 319 142-1 section 5.4.2); null without one. */
  readonly securityStore: { readonly certificates: number; readonly ocspResponses: number; readonly crls: number; readonly signatures: number } | null
  /** Names of attached files. */
  readonly attachments: readonly string[]
}

/**
 * Says what a PDF is made of: revisions, signatures, certificates, validation data. It judges nothing: that is `verifyPdf`.
 * @throws SignatureError `pdf-malformed`, `pdf-encrypted`, `pdf-limit`
 * @throws TypeError for what is no Uint8Array
 */
export async function inspectPdf(bytes: Uint8Array, { crypto = globalThis.crypto }: { readonly crypto?: typeof globalThis.crypto } = {}): Promise<PdfInspection> {
  checkArgument('inspectPdf', 'bytes', bytes, aBytes)
  const pdf = readPdf(bytes)
  const ends = revisionEnds(pdf)
  const revisions = ends.map(({ lineEnd }) => pdf.revision(lineEnd))
  const changes = changesBetween(revisions)
  const sha256 = async (data: Uint8Array): Promise<string> => toHex(await digest({ algorithm: 'SHA-256', data, crypto }))
  const certificates = certificateCollector(sha256)
  const fields = signatureFields(pdf)
  const signatures: InspectedSignature[] = []
  for (const signed of signedFields(pdf)) signatures.push(await inspectSignature({ pdf, ...signed, lengths: ends, collect: certificates.collect }))
  return {
    size: bytes.length,
    sha256: await sha256(bytes),
    trailing: bytes.length - pdf.end,
    revisions: await Promise.all(
      ends.map(async ({ lineEnd }, index) => ({
        length: lineEnd,
        size: lineEnd - (ends[index - 1]?.lineEnd ?? 0),
        sha256: await sha256(bytes.subarray(0, lineEnd)),
        changes: changes[index - 1] ?? [],
      })),
    ),
    signatures,
    emptyFields: fields.filter(({ value }) => pdf.dictionary(value) === null).map(({ name }) => name),
    securityStore: await inspectSecurityStore(pdf, certificates.collect),
    certificates: certificates.all(),
    attachments: [...attachments(pdf).keys()],
  }
}

interface InspectSignatureOptions {
  readonly pdf: PdfFile
  readonly field: SignatureField
  readonly dictionary: PdfDictionary
  readonly lengths: readonly { readonly end: number; readonly lineEnd: number }[]
  readonly collect: (der: Uint8Array) => Promise<string>
}

async function inspectSignature({ pdf, field, dictionary, lengths, collect }: InspectSignatureOptions): Promise<InspectedSignature> {
  const subFilter = pdf.get(dictionary, 'SubFilter')
  const kind = kindOf(pdf, dictionary)
  const range = pdf.get(dictionary, 'ByteRange')
  const byteRange = isKind(range, 'array') ? range.items.map((item) => numberOr(item, Number.NaN)) : []
  const signedLength = (byteRange[2] ?? Number.NaN) + (byteRange[3] ?? Number.NaN)
  const revision = lengths.findIndex(({ end, lineEnd }) => signedLength >= end && signedLength <= lineEnd) + 1
  const contents = pdf.get(dictionary, 'Contents')
  const cms = isKind(contents, 'string') ? readable(() => readDerPrefix(contents.bytes).raw) : null
  const signedData = cms && readable(() => parseSignedData(cms))
  const tokens = signedData ? timestampTokens(signedData) : []
  const stamps = (kind === 'document-timestamp' ? (cms ? [cms] : []) : tokens).flatMap((token) => readable(() => parseTimestampToken(token)) ?? [])
  const inside: string[] = []
  for (const der of signedData?.certificates ?? []) inside.push(await collect(der))
  for (const { signedData: stamp } of stamps) for (const der of stamp.certificates) await collect(der)
  return {
    field: field.name,
    kind,
    subFilter: isKind(subFilter, 'name') ? subFilter.name : null,
    revision: revision || null,
    byteRange,
    cmsSize: cms?.length ?? null,
    ...describeClaims(pdf, dictionary),
    timestamps: stamps.map(({ generationTime }) => generationTime.toISOString()),
    certificates: inside,
  }
}

function timestampTokens({ signerInfos }: SignedData): Uint8Array[] {
  return signerInfos.flatMap(({ unsignedAttributes }) => unsignedAttributes.filter(({ oid }) => oid === oids.signatureTimeStampToken).flatMap(({ values }) => values.map(({ raw }) => raw)))
}

async function inspectSecurityStore(pdf: PdfFile, collect: (der: Uint8Array) => Promise<string>): Promise<PdfInspection['securityStore']> {
  const store = pdf.dictionary(catalogOf(pdf).entries.get('DSS'))
  if (!store) return null
  const { certificates, ocsps, crls } = readSecurityStore(pdf)
  for (const { der } of certificates) await collect(der)
  const perSignature = pdf.dictionary(store.entries.get('VRI'))
  return { certificates: certificates.length, ocspResponses: ocsps.length, crls: crls.length, signatures: perSignature?.entries.size ?? 0 }
}
