import type { CmsProblemCode } from '../../cms/verifySignedData.js'
import type { PathProblem } from '../../x509/validatePath.js'
import type { Change } from '../changes/classifyChanges.js'

/** EN 319 102-1 section 5.1.3. */
export type Indication = 'TOTAL-PASSED' | 'TOTAL-FAILED' | 'INDETERMINATE'

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
  | 'NO_SIGNATURE'

/** What a reader should know although it decides nothing, or the name of what did. */
export type Warning =
  | 'revocation-not-checked'
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
  /** No signature covers the file to its end; what was added behind the last one was vouched for. */
  | 'changed-after-last-signature'
  /** An earlier revision had a signature that the file does not show any more. */
  | 'signature-removed'
  /** The file holds a signature that no field of the form shows. */
  | 'signature-not-shown'
  /** The file seems to be signed, but cannot be read without repair. */
  | 'unreadable-file'
  /** Two fields show the same signature. */
  | 'signature-shared'
  | 'byte-range-odd'
  | 'contents-not-in-gap'
  | 'contents-padding'
  /** The ByteRange does not end where the revision of the signature ends. */
  | 'revision-not-signed'
  | 'sub-filter-unknown'
  | 'unreadable-signature'
  | `cms-${CmsProblemCode}`

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

export interface SignatureReport {
  /** Full name of the field. Hostile text. */
  readonly field: string
  readonly kind: 'signature' | 'document-timestamp'
  readonly indication: Indication
  readonly subIndication: SubIndication | null
  /** EN 319 142-1 section 6: B-T when a valid timestamp over the signature or over the document proves its time. */
  readonly level: 'B-B' | 'B-T' | 'none'
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
  readonly path: { readonly trusted: boolean; readonly names: readonly string[]; readonly problems: readonly PathProblem[] }
  readonly timestamp: { readonly valid: boolean; readonly time: string | null; readonly authority: string | null; readonly problems: readonly string[] } | null
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
