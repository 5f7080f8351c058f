import type { CmsProblemCode } from '../../../cms/verifySignedData.js'
import type { RevocationReason } from '../../../revocation/reason.js'
import type { RevocationProblemCode } from '../../../revocation/statement.js'
import type { PathProblem } from '../../../x509/path/validatePath.js'
import type { Freshness, RevocationFinding } from '../../material/checkRevocation.js'
import type { Change } from '../../changes/classifyChanges.js'

/** EN 319 102-1 section 5.1.3. */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE'

/** Why an answer is not `TOTAL-PASSED` (EN 319 102-1 section 5.1.3). */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'OUT_OF_BOUNDS_NO_POE'
  /** A timestamp states a time after the moment when it is known to have existed. */
  | 'TIMESTAMP_ORDER_FAILURE'
  /** The signer's certificate was revoked, and nothing proves that the signature is older. */
  | 'REVOKED_NO_POE'
  /** The same of an authority above it. */
  | 'REVOKED_CA_NO_POE'
  /** On hold, or revocation data older than what they are to prove: newer ones may decide. */
  | 'TRY_LATER'
  | 'NO_SIGNATURE'

/** What a reader should know although it decides nothing, or the name of what did. */
export type Warning =
  /** For a certificate of the path, or of the timestamp's, there are no revocation data that settle the question. */
  | 'revocation-not-checked'
  /** The authority's certificate ended before anything else proved that its timestamp existed: an archive timestamp was due. */
  | 'timestamp-certificate-expired'
  /** A timestamp states a time that has not come, or comes after the document timestamp around it: it proves nothing. */
  | 'timestamp-from-the-future'
  /** The time that the signer's software wrote lies after the one the signature is proven to be older than, or has not come. */
  | 'claimed-time-later'
  | 'no-timestamp'
  | 'timestamp-invalid'
  /** Something follows the last %%EOF. */
  | 'bytes-after-end'
  /** A later revision changed what no rule vouches for: see changesSince. */
  | 'suspicious-change'
  /** A later revision signed where this signature forbids it (DocMDP, FieldMDP). */
  | 'forbidden-change'
  /** A later revision put a new signature field on a page, which may cover what stands there. */
  | 'visible-field-added'
  /** A later revision filled in a field of the form, whose look may cover what stands there. */
  | 'form-filled'
  /** A later revision wrote remarks upon the pages, as the certification permits; they may cover what stands there. */
  | 'annotation-added'
  /** No signature covers the file to its end; what was added behind the last one was vouched for. */
  | 'changed-after-last-signature'
  /** An earlier revision had a signature that the file does not show any more. */
  | 'signature-removed'
  /** The file holds a signature that no field of the form shows. */
  | 'signature-not-shown'
  /** An object can only be read with repairs, which viewers make differently: two keys alike, something without its end. */
  | 'object-unreadable'
  /** The file holds an object that no cross-reference lists: viewers that search for objects show another document. */
  | 'object-unlisted'
  /** The file seems to be signed, but cannot be read without repair. */
  | 'unreadable-file'
  /** Two fields show the same signature. */
  | 'signature-shared'
  | 'byte-range-odd'
  | 'contents-not-in-gap'
  /** /Contents holds more than its CMS or token and zeros, or is not written in digits of one case. */
  | 'contents-padding'
  /** The ByteRange does not end where the revision of the signature ends. */
  | 'revision-not-signed'
  | 'sub-filter-unknown'
  | 'unreadable-signature'
  | `cms-${CmsProblemCode}`

/** Who signed, by the signer's certificate. */
export interface SignerReport {
  /** Hostile text, as everything out of a certificate. */
  readonly commonName: string | null
  readonly organization: string | null
  readonly issuer: string | null
  readonly notBefore: string
  readonly notAfter: string
  /** Hexadecimal. */
  readonly serialNumber: string
  readonly certificateSha256: string
}

/** A path as a report shows it. */
export interface PathSummary {
  readonly trusted: boolean
  /** Leaf first. Hostile text. */
  readonly names: readonly string[]
  readonly problems: readonly PathProblem[]
}

/** What is known about the revocation of one certificate of a path. */
export interface RevocationReport {
  /** Which certificate of the path, 0 is the leaf. The anchor is not asked about. */
  readonly index: number
  /** `revoked-later`: after the time that counts, which harms nothing. `not-checked`: there are no data that say anything. */
  readonly status: RevocationFinding['status']
  /** Against the time that counts: `after` it, `current` at it by their own nextUpdate, or `stale`. Null without data. */
  readonly freshness: Freshness | null
  readonly kind: 'ocsp' | 'crl' | null
  readonly origin: 'document' | 'fetched' | null
  readonly thisUpdate: string | null
  readonly nextUpdate: string | null
  readonly revokedAt: string | null
  readonly reason: RevocationReason | null
  /** The time by which a document timestamp proves that the data existed. */
  readonly provenAt: string | null
  /** Why other data about this certificate were not relied upon. */
  readonly problems: readonly RevocationProblemCode[]
}

/** The timestamp over a signature, or the token of a document timestamp. */
export interface TimestampSummary {
  readonly valid: boolean
  readonly time: string | null
  /** Hostile text. */
  readonly authority: string | null
  readonly problems: readonly string[]
  readonly path: PathSummary
  readonly revocation: readonly RevocationReport[]
}

/** EN 319 142-1 section 6; `none` where the signature does not hold, and for document timestamps. */
export type SignatureLevel = 'none' | 'B-B' | 'B-T' | 'B-LT' | 'B-LTA'

/** The verdict on one signature, and everything it rests on. */
export interface SignatureReport {
  /** Full name of the field. Hostile text. */
  readonly field: string
  readonly kind: 'signature' | 'document-timestamp'
  readonly indication: Indication
  readonly subIndication: SubIndication | null
  /**
   * B-T: a valid timestamp over the signature or the document proves its time. B-LT: the file holds what is needed to tell, without asking anybody,
   * that neither signer nor timestamp authority were revoked. B-LTA: a document timestamp covers that as well.
   */
  readonly level: SignatureLevel
  readonly signer: SignerReport | null
  /** /Name of the dictionary: what the signer's software wrote. Hostile text. */
  readonly claimedName: string | null
  readonly claimedTime: string | null
  /** Earliest proof of existence: the time of the earliest valid timestamp, or null without one. RFC 3339. */
  readonly bestSignatureTime: string | null
  readonly digestMatches: boolean
  readonly signatureHolds: boolean
  /** `document`: to the end of the file; `revision`: to the end of an earlier revision; `odd`: neither. */
  readonly coverage: 'document' | 'revision' | 'odd'
  /** Length of the revision that was signed: the file's first so many octets are the signed version. */
  readonly signedLength: number
  readonly changesSince: readonly Change[]
  readonly path: PathSummary
  /** For each certificate of the path but the anchor. */
  readonly revocation: readonly RevocationReport[]
  readonly timestamp: TimestampSummary | null
  /** 64 hexadecimal digits of /LoanSign_EvidenceRoot. */
  readonly evidenceRoot: string | null
  readonly warnings: readonly Warning[]
}

/** The verdict over a file. Plain JSON. */
export interface ValidationReport {
  /** The worst of the signatures; `INDETERMINATE` when there is none. */
  readonly indication: Indication
  readonly subIndication: SubIndication | null
  /** In the order of the form's fields. */
  readonly signatures: readonly SignatureReport[]
  readonly revisions: number
  /** About the file as a whole. */
  readonly warnings: readonly Warning[]
  /** RFC 3339. */
  readonly validatedAt: string
}
