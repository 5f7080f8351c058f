import { aBytes, aCertificateList, aNumber, anObject, aTime, checkArguments, optional, type Shape } from '../../checkArguments.js'
import { legacySha1 } from '../../crypto/hashing/legacySha1.js'
import { bytesEqual } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import { SignatureError } from '../../errors.js'
import { readPdf, type PdfFile } from '../../pdf/readPdf.js'
import { isKind } from '../../pdf/syntax/values.js'
import { aRevocationSource } from '../../revocation/aRevocationSource.js'
import type { RevocationSource } from '../../revocation/revocationSource.js'
import { aTimestampAuthority } from '../../timestamp/aTimestampAuthority.js'
import type { TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import { parseTimestampToken } from '../../timestamp/parseTimestampToken.js'
import { verifyTimestampToken, type TimestampReport } from '../../timestamp/verifyTimestampToken.js'
import { asking } from '../material/asking.js'
import { acquireIssuers } from '../material/acquireIssuers.js'
import { readSecurityStore } from '../material/securityStore.js'
import type { ValidationMaterial } from '../material/validationMaterial.js'
import { anticipate } from '../validation/anticipate.js'
import { validateFile, type ValidatedFile } from '../validation/validateFile.js'
import type { ValidatedSignature } from '../validation/verifyFieldSignature.js'
import { appendDocumentTimestamp, type AppendDocumentTimestampOptions, type StampedFile } from './appendDocumentTimestamp.js'
import { appendSecurityStore, type StoreEntry } from './appendSecurityStore.js'

/** The signed file, whom to trust (anchors DER; those of timestamps are the same unless given), and where revocation data and timestamps come from. */
export interface ExtendPdfOptions {
  /** A PDF whose signatures are of level B-T or above. */
  readonly file: Uint8Array
  /** DER. */
  readonly trustAnchors: readonly Uint8Array[]
  readonly timestampAnchors?: readonly Uint8Array[]
  readonly revocationSource: RevocationSource
  /** Certificates that stand between signers or timestamp authorities and their anchors, where neither file nor token holds them, DER. Those that are used are stored. */
  readonly intermediates?: readonly Uint8Array[]
  /** With one a document timestamp follows: level B-LTA, or its renewal. Without one the file is of level B-LT. */
  readonly timestampAuthority?: TimestampAuthority
  /** Now, unless given. */
  readonly at?: Date
  /** Octets reserved for the token of the document timestamp; 16384 unless given. */
  readonly contentsSize?: number
  readonly crypto?: typeof globalThis.crypto
}

const shape: Shape<ExtendPdfOptions> = {
  file: aBytes,
  trustAnchors: aCertificateList,
  timestampAnchors: optional(aCertificateList),
  revocationSource: aRevocationSource,
  intermediates: optional(aCertificateList),
  timestampAuthority: optional(aTimestampAuthority),
  at: optional(aTime),
  contentsSize: optional(aNumber),
  crypto: optional(anObject),
}

/** What a later try may mend: data not fresh enough yet, or not to be had just now. */
const passing: readonly (string | null)[] = ['TRY_LATER', 'CERTIFICATE_CHAIN_GENERAL_FAILURE']

/**
 * Extends a signed PDF to B-LT or B-LTA (EN 319 142-1 section 6): validates every signature and timestamp, gets the revocation data that are wanting,
 * appends them with the certificates as /DSS and /VRI, and then a document timestamp. Called again it renews: the data of the last document timestamp, then a new one.
 * Data about a signer's own certificate must be made after its timestamp. Issuers that are wanting are given, or asked for by `revocationSource.fetchIssuers`; when those of the
 * new document timestamp are, they are stored and the timestamp is asked for again, over them too. Nothing of the file is rewritten, and nothing is appended unless all of it holds.
 * @throws SignatureError `extension-refused` with `details.field`, `details.subIndication` and `details.warnings` when a signature does not pass, `retryable` where newer data may mend it;
 *   what requestTimestamp and reading a PDF throw; `contents-too-small`
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export async function extendPdf(options: ExtendPdfOptions): Promise<Uint8Array<ArrayBuffer>> {
  checkArguments('extendPdf', options, shape)
  const { file, trustAnchors, timestampAnchors = trustAnchors, revocationSource, intermediates = [], timestampAuthority, at = new Date(), contentsSize = 16_384, crypto = globalThis.crypto } = options
  const validated = await validateFile(file, { trustAnchors, timestampAnchors, at, revocation: 'required', leafFreshness: 'after', asker: asking(revocationSource), anticipate, intermediates, crypto })
  assertSound(validated)
  const { pdf, signatures, material } = validated
  const entries = await Promise.all(signatures.map((signature) => storeEntry(pdf, signature, material, crypto)))
  const withStore = (certificates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => appendSecurityStore({ pdf, store: readSecurityStore(pdf), entries, certificates }) ?? Uint8Array.from(file)
  const stored = withStore([])
  if (!timestampAuthority) return stored
  const verify: AppendDocumentTimestampOptions['verify'] = async (token, data) => {
    const known = (): Uint8Array[] => [...entries.flatMap(({ certificates }) => certificates), ...material.certificates.map(({ der }) => der)]
    const judge = (): Promise<TimestampReport> => verifyTimestampToken({ token, data, trustAnchors: timestampAnchors, intermediates: known(), crypto })
    const first = await judge()
    return (await acquireIssuers(material, first.path, known())) ? judge() : first
  }
  const stamp = (before: Uint8Array): Promise<StampedFile> => appendDocumentTimestamp({ file: before, authority: timestampAuthority, verify, contentsSize, crypto })
  const stamped = await stamp(stored)
  const wanting = notHeld(stamped, stored)
  return wanting.length === 0 ? stamped.file : (await stamp(withStore(wanting))).file
}

/** Issuers of the timestamp authority that whoever has only the file, and the anchors, would not find. */
function notHeld({ token, path }: StampedFile, stored: Uint8Array): Uint8Array[] {
  const held = [...parseTimestampToken(token).signedData.certificates, ...readSecurityStore(readPdf(stored)).certificates.map(({ der }) => der)]
  return path.slice(1, -1).flatMap(({ der }) => (held.some((other) => bytesEqual(other, der)) ? [] : [der]))
}

function assertSound({ report }: ValidatedFile): void {
  const refuse = (details: Readonly<Record<string, unknown>>, retryable = false): SignatureError => new SignatureError('extension-refused', details, { retryable })
  const bad = report.signatures.find(({ indication, bestSignatureTime }) => indication !== 'TOTAL-PASSED' || bestSignatureTime === null)
  if (bad) throw refuse({ field: bad.field, subIndication: bad.subIndication, warnings: bad.warnings }, passing.includes(bad.subIndication))
  if (report.indication !== 'TOTAL-PASSED') throw refuse({ field: null, subIndication: report.subIndication, warnings: report.warnings })
}

/** What one signature was validated with; the anchor too, since validators that ask how old the signer of a list is look for it here. */
async function storeEntry(pdf: PdfFile, signature: ValidatedSignature, material: ValidationMaterial, crypto: typeof globalThis.crypto): Promise<StoreEntry> {
  const certificates = signature.paths.flatMap(({ path }) => path.map(({ der }) => der))
  const used = new Set(signature.findings.flatMap(({ item }) => (item ? [item] : [])))
  // Lists that were got to know about a responder stand in no finding.
  for (const item of material.items) if (item.origin === 'fetched' && item.data?.kind === 'crl' && (await saysSomething(item.judgements))) used.add(item)
  const of = (kind: 'ocsp' | 'crl'): Uint8Array[] => [...used].filter(({ data }) => data?.kind === kind).map(({ der }) => der)
  const contents = pdf.get(signature.placed.dictionary, 'Contents')
  // ISO 32000-2 section 12.8.4.4: the whole string, its padding included.
  const key = toHex(await legacySha1({ data: isKind(contents, 'string') ? contents.bytes : new Uint8Array(), crypto })).toUpperCase()
  return { key, certificates: unique(certificates), ocsps: of('ocsp'), crls: of('crl') }
}

async function saysSomething(judgements: ReadonlyMap<string, Promise<{ readonly statement: unknown }>>): Promise<boolean> {
  return (await Promise.all(judgements.values())).some(({ statement }) => statement !== null)
}

function unique(ders: readonly Uint8Array[]): Uint8Array[] {
  return ders.filter((der, index) => ders.findIndex((other) => bytesEqual(other, der)) === index)
}
