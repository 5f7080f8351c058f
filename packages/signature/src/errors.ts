/** Every way this package can refuse its input. Codes are public API. */
export type SignatureErrorCode =
  // DER
  /** The bytes are not DER, or a text that stands for bytes is not the base64url of any. */
  | 'der-malformed'
  /** The DER holds too many elements. */
  | 'der-limit'
  // certificates, CMS, timestamps
  /** The bytes are not an X.509 certificate this library can read. */
  | 'certificate-malformed'
  /** The bytes are not a PKCS #10 certificate request. */
  | 'certificate-request-malformed'
  /** The text is not PEM. */
  | 'pem-malformed'
  /** The algorithm is not in the registry. */
  | 'algorithm-unknown'
  /** The algorithm rests on SHA-1 or MD5, whichever `details.digest` says: anybody can make collisions. */
  | 'algorithm-broken'
  /** The bytes are not CMS SignedData this library can read. */
  | 'cms-malformed'
  /** The bytes are not an RFC 3161 message. */
  | 'timestamp-malformed'
  /** The timestamp authority refused the request. */
  | 'timestamp-refused'
  /** The timestamp token does not answer the request. */
  | 'timestamp-mismatch'
  /** The timestamp authority did not answer. */
  | 'timestamp-unreachable'
  // revocation
  /** The bytes are not an OCSP response this library can read. */
  | 'ocsp-malformed'
  /** The OCSP responder gave no answer. */
  | 'ocsp-refused'
  /** The bytes are not a certificate revocation list this library can read. */
  | 'crl-malformed'
  /** The source of revocation data did not answer. */
  | 'revocation-unreachable'
  // PKCS #12
  /** The bytes are not a PKCS #12 file. */
  | 'pkcs12-malformed'
  /** The PKCS #12 file is of an older or another kind than OpenSSL 3 writes. */
  | 'pkcs12-unsupported'
  /** The password is not the one of the PKCS #12 file, or the file was changed. */
  | 'pkcs12-password'
  // PDF
  /** The file is not a PDF that can be read without repair. */
  | 'pdf-malformed'
  /** The file is encrypted. */
  | 'pdf-encrypted'
  /** The file passes a limit. */
  | 'pdf-limit'
  // signing
  /** There is no signature field of this name. */
  | 'field-not-found'
  /** The signature field is signed already. */
  | 'field-already-signed'
  /** The appearance is of no known form. */
  | 'appearance-invalid'
  /** A text is empty, too long, or holds what does not show. */
  | 'text-refused'
  /** The bytes are not the ones the signature was prepared for. */
  | 'base-changed'
  /** The signature does not fit its space. */
  | 'contents-too-small'
  /** What the signer gave back does not verify with its certificate. */
  | 'signer-mismatch'
  /** A signature or timestamp of the file does not hold, or the data to prove it are not to be had. */
  | 'extension-refused'
  /** There is no attachment of this name. */
  | 'attachment-not-found'

/**
 * The one error class of this package. Its message is the code, and `why` where details have one: a fixed phrase, so that neither document text
 * nor keys nor names get into it. What to tell people is for those who know them, by the code. `details` are machine-readable facts: offsets, object numbers, limits.
 */
export class SignatureError extends Error {
  readonly code: SignatureErrorCode
  readonly details: Readonly<Record<string, unknown>>
  /** Whether the same call may succeed later: a provider did not answer, or said that it cannot just now. */
  readonly retryable: boolean

  constructor(code: SignatureErrorCode, details: Readonly<Record<string, unknown>> = {}, options: { readonly cause?: unknown; readonly retryable?: boolean } = {}) {
    super(typeof details.why === 'string' ? `${code}: ${details.why}` : code, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'SignatureError'
    this.code = code
    this.details = details
    this.retryable = options.retryable ?? false
  }
}
