/** The codes under which the element stops before anything is signed. */
export type RefusalCode =
  | 'document-digest-mismatch'
  | 'base-refused'
  | 'consent-mismatch'
  | 'tail-mismatch'
  | 'preparation-mismatch'
  | 'certificate-key-mismatch'
  | 'certificate-name-mismatch'
  | 'certificate-validity'
  | 'certificate-issuer-mismatch'
  | 'signing-time'
  | 'evidence-mismatch'

/** What the server sent is not what it has to be. There is no way past it. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, string>>

  constructor(code: RefusalCode, details: Readonly<Record<string, string>> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
