import { aBytes, aCertificateList, aFunction, anObject, aTime, checkArgument, checkArguments, oneOf, optional, type Shape } from '../../checkArguments.js'
import { aRevocationSource } from '../../revocation/aRevocationSource.js'
import { networkRevocationSource } from '../../revocation/networkRevocationSource.js'
import type { RevocationSource } from '../../revocation/revocationSource.js'
import type { ValidationReport } from './verdict/report.js'
import { asking } from '../material/asking.js'
import { anticipate } from './anticipate.js'
import { reportOn } from './reportOn.js'

/** Whom to trust, for which moment to judge, and where revocation data come from that the file does not hold. */
export interface VerifyPdfOptions {
  /** Certificates you trust, DER. The file cannot add to them. */
  readonly trustAnchors: readonly Uint8Array[]
  /** Anchors of timestamp authorities, when they differ. */
  readonly timestampAnchors?: readonly Uint8Array[]
  /** The moment to validate for where no timestamp proves an earlier one; now unless given. */
  readonly at?: Date
  /**
   * `when-present`, the default: revocation data in the file are judged, and a certificate they call revoked does not pass; where they are wanting
   * the signature may pass with the warning `revocation-not-checked`. `required`: it is INDETERMINATE then, as EN 319 102-1 has it.
   */
  readonly revocation?: 'required' | 'when-present'
  /** Asked about certificates for which the file holds no data that settle the question. Without one nothing leaves the process. */
  readonly revocationSource?: RevocationSource
  /** Short for `revocationSource: networkRevocationSource({ fetch })`. It follows URLs out of certificates: see there. */
  readonly fetch?: typeof globalThis.fetch
  readonly crypto?: typeof globalThis.crypto
}

const shape: Shape<VerifyPdfOptions> = {
  trustAnchors: aCertificateList,
  timestampAnchors: optional(aCertificateList),
  at: optional(aTime),
  revocation: optional(oneOf('required', 'when-present')),
  revocationSource: optional(aRevocationSource),
  fetch: optional(aFunction),
  crypto: optional(anObject),
}

/**
 * Validates every signature of a PDF (EN 319 102-1) and says what was added after each. A bad signature is a verdict, never an exception.
 * @throws SignatureError `pdf-malformed` for a file that cannot be read and shows no trace of a signature; `pdf-encrypted`; `pdf-limit`;
 *   `certificate-malformed` for a trust anchor that is none
 * @throws TypeError for an argument of another kind, and for an option that there is not
 */
export async function verifyPdf(bytes: Uint8Array, options: VerifyPdfOptions): Promise<ValidationReport> {
  checkArgument('verifyPdf', 'bytes', bytes, aBytes)
  checkArguments('verifyPdf', options, shape)
  const { fetch, crypto } = options
  const source = options.revocationSource ?? (fetch && networkRevocationSource({ fetch, ...(crypto ? { crypto } : {}) }))
  return reportOn(bytes, options, { asker: source ? asking(source) : null, anticipate })
}
