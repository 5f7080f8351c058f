import * as v from 'valibot'

/**
 * Every problem the API can answer with: HTTP status, a sentence for developers, and whether the same request may succeed later.
 * The element has its own words for people; these are for logs and for those who integrate.
 */
export const problems = {
  // any endpoint
  'request-invalid': { status: 400, title: 'The request does not match its schema', retryable: false },
  'body-already-parsed': { status: 500, title: 'Something read the body before LoanSign did; mount it before any body parser', retryable: false },
  'body-too-large': { status: 413, title: 'The request body is larger than this endpoint takes', retryable: false },
  'not-found': { status: 404, title: 'There is nothing at this address', retryable: false },
  'method-not-allowed': { status: 405, title: 'This address does not take this method', retryable: false },
  'origin-not-allowed': { status: 403, title: 'This origin is not in allowedOrigins', retryable: false },
  'idempotency-key-missing': { status: 400, title: 'This request changes something and needs an Idempotency-Key header', retryable: false },
  'idempotency-key-in-use': { status: 409, title: 'A request with this Idempotency-Key is still being answered', retryable: true },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used with another body', retryable: false },
  'unavailable': { status: 503, title: 'The service cannot answer just now', retryable: true },
  'internal': { status: 500, title: 'The service failed; the incident is logged under the id given', retryable: true },
  'rate-limited': { status: 429, title: 'Too many requests', retryable: true },
  // access
  'unauthenticated': { status: 401, title: 'The token is missing, unknown or expired', retryable: false },
  'proof-invalid': { status: 401, title: 'The proof of possession does not fit this request', retryable: false },
  'proof-clock-skew': { status: 401, title: 'The proof was made at another time than the server has; serverTime tells the difference', retryable: true },
  'link-invalid': { status: 404, title: 'This link is unknown, used up or replaced', retryable: false },
  'link-expired': { status: 410, title: 'This link has expired', retryable: false },
  // ceremony
  'step-out-of-order': { status: 409, title: 'An earlier step is not finished; details name it', retryable: false },
  'ceremony-over': { status: 409, title: 'This signer has signed, declined or run out of time', retryable: false },
  'not-your-turn': { status: 409, title: 'Another party has to sign first', retryable: true },
  'identity-mismatch': { status: 422, title: 'Name and number do not belong together', retryable: true },
  'identity-locked': { status: 423, title: 'Too many wrong answers; locked until the time given', retryable: true },
  'consent-unknown': { status: 422, title: 'A consent is unknown or its text has another digest', retryable: false },
  'cost-table-too-early': { status: 409, title: 'The cost table has not been shown long enough', retryable: true },
  'page-out-of-order': { status: 409, title: 'Pages are read in order; an earlier one is not finished', retryable: false },
  'clause-unknown': { status: 422, title: 'There is no such key clause', retryable: false },
  'clause-not-shown': { status: 409, title: 'The clause has not been on screen yet', retryable: true },
  'reading-incomplete': { status: 409, title: 'Pages or key clauses are missing; details count them', retryable: false },
  // signing
  'attempt-unknown': { status: 404, title: 'There is no such signing attempt', retryable: false },
  'attempt-superseded': { status: 409, title: 'A newer attempt of the same signer has replaced this one', retryable: false },
  'key-reused': { status: 409, title: 'This public key was registered before', retryable: false },
  'key-proof-invalid': { status: 422, title: 'The proof of possession of the signing key does not verify', retryable: false },
  'code-not-sent': { status: 409, title: 'No code has been sent for this attempt', retryable: false },
  'code-too-soon': { status: 429, title: 'The last code is too young to send another', retryable: true },
  'code-wrong': { status: 422, title: 'The code is wrong; attemptsLeft tells how many tries remain', retryable: true },
  'code-expired': { status: 410, title: 'The code has expired; send another', retryable: false },
  'code-locked': { status: 423, title: 'Too many wrong codes; locked until the time given', retryable: true },
  'willingness-missing': { status: 409, title: 'Willingness has not been confirmed for these documents and this key', retryable: false },
  'certificate-request-invalid': { status: 422, title: 'The certificate request does not verify or holds another key', retryable: false },
  'certificate-unavailable': { status: 503, title: 'The certificate authority did not answer', retryable: true },
  'appearance-invalid': { status: 422, title: 'The drawn signature is empty, too large or not in its form', retryable: false },
  'revision-moved': { status: 409, title: 'The document has a newer revision; prepare again', retryable: true },
  'lease-taken': { status: 409, title: 'Somebody else is signing this very moment; leaseExpiresAt tells how long', retryable: true },
  'signature-invalid': { status: 422, title: 'The signature does not verify over the stored preparation', retryable: false },
  'timestamp-unavailable': { status: 503, title: 'No timestamp authority answered; nothing is lost, finish again', retryable: true },
  'certificate-lapsed': { status: 409, title: 'The event certificate ran out before a timestamp was had: sign again', retryable: false },
  'already-signed': { status: 409, title: 'This place is signed', retryable: false },
  // backend
  'state-conflict': { status: 409, title: 'The object is in a state that does not allow this; details name state and event', retryable: false },
  'contract-data-invalid': { status: 422, title: 'Contract data are missing or wrong; details list them by JSON pointer', retryable: false },
  'template-error': { status: 422, title: 'The template does not compile; details give file and line', retryable: false },
  'glyph-missing': { status: 422, title: 'A character of the data is in no font; details name field and character', retryable: false },
  'document-refused': { status: 422, title: 'The document holds something that may not be signed; details list it', retryable: false },
  'hook-refused': { status: 409, title: 'A hook of the lender refused; details give the reason', retryable: false },
  'signature-not-intact': { status: 409, title: 'A stored signature does not validate; nothing was added to it', retryable: false },
  'drawdown-refused': { status: 409, title: 'The contract of this line does not allow this drawdown; details list each place and what was expected there', retryable: false },
  'same-person': { status: 409, title: 'Approver and sealer must be two persons', retryable: false },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>

export type ProblemCode = keyof typeof problems

/** An RFC 9457 problem as the API sends it (`application/problem+json`). */
export const problemSchema = v.looseObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.string(),
  detail: v.optional(v.string()),
  /** Machine-readable facts about this occurrence; never personal data. */
  details: v.optional(v.record(v.string(), v.unknown())),
  retryable: v.boolean(),
  serverTime: v.optional(v.string()),
})
export type Problem = v.InferOutput<typeof problemSchema>

/** The `type` member of a problem: a URN, because no server of ours needs to be reachable to understand it. */
export const problemType = (code: ProblemCode): string => `urn:loansign:problem:${code}`
