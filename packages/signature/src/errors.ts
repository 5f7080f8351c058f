/** Every way this package can refuse its input. Codes are public API; messages never hold document text, keys or names. */
const messages = {
  // DER
  'der-malformed': 'The bytes are not DER',
  'der-limit': 'The DER holds too many elements',
  // certificates, CMS, timestamps
  'certificate-malformed': 'The bytes are not an X.509 certificate this library can read',
  'certificate-request-malformed': 'The bytes are not a PKCS #10 certificate request',
  'pem-malformed': 'The text is not PEM',
  'algorithm-unknown': 'The algorithm is not in the registry',
  'cms-malformed': 'The bytes are not CMS SignedData this library can read',
  'timestamp-malformed': 'The bytes are not an RFC 3161 message',
  'timestamp-refused': 'The timestamp authority refused the request',
  'timestamp-mismatch': 'The timestamp token does not answer the request',
  'timestamp-unreachable': 'The timestamp authority did not answer',
  // revocation
  'ocsp-malformed': 'The bytes are not an OCSP response this library can read',
  'ocsp-refused': 'The OCSP responder gave no answer',
  'crl-malformed': 'The bytes are not a certificate revocation list this library can read',
  'revocation-unreachable': 'The source of revocation data did not answer',
  // PDF
  'pdf-malformed': 'The file is not a PDF that can be read without repair',
  'pdf-encrypted': 'The file is encrypted',
  'pdf-limit': 'The file passes a limit',
  // signing
  'field-not-found': 'There is no signature field of this name',
  'field-already-signed': 'The signature field is signed already',
  'appearance-invalid': 'The appearance is of no known form',
  'text-refused': 'A text is empty, too long, or holds what does not show',
  'base-changed': 'The bytes are not the ones the signature was prepared for',
  'contents-too-small': 'The signature does not fit its space',
  'extension-refused': 'A signature or timestamp of the file does not hold, or the data to prove it are not to be had',
  'attachment-not-found': 'There is no attachment of this name',
} as const

export type SignatureErrorCode = keyof typeof messages

/** The one error class of this package. `details` are machine-readable facts: offsets, object numbers, limits. */
export class SignatureError extends Error {
  readonly code: SignatureErrorCode
  readonly details: Readonly<Record<string, unknown>>
  /** Whether the same call may succeed later: a provider did not answer, or said that it cannot just now. */
  readonly retryable: boolean

  constructor(code: SignatureErrorCode, details: Readonly<Record<string, unknown>> = {}, options: { readonly cause?: unknown; readonly retryable?: boolean } = {}) {
    super(messages[code], 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'SignatureError'
    this.code = code
    this.details = details
    this.retryable = options.retryable ?? false
  }
}
