import { problems, type ProblemCode } from '@loansign/protocol'

/** The one error class of this package; `code` is the problem code the HTTP answer carries as well. */
export class LoanSigningError extends Error {
  readonly code: ProblemCode
  /** Machine-readable facts about this occurrence; never personal data, never a secret. */
  readonly details: Readonly<Record<string, unknown>>
  /** Whether the same call may succeed later. */
  readonly retryable: boolean

  constructor(code: ProblemCode, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super(problems[code].title, options)
    this.name = 'LoanSigningError'
    this.code = code
    this.details = details
    this.retryable = problems[code].retryable
  }
}
