import { problems, type ProblemCode } from '@loansign/protocol'

/** What goes wrong on this side of the HTTP API: with options, ports, hooks and the database. Over HTTP it is `unavailable` or `internal`, and logged. */
const ownProblems = {
  'options-invalid': { title: 'Options of createLoanSigning are missing, misspelt or misshapen; details list them', retryable: false },
  'development-port': { title: 'A development port proves nothing and runs in the development environment only; details name it', retryable: false },
  'node-unsuitable': { title: 'This version of Node is too old', retryable: false },
  'database-not-migrated': { title: 'The database lacks tables of this version: call migrate() before anything else', retryable: false },
  'port-failed': { title: 'A port failed; details name it, cause is what it threw', retryable: true },
  'hook-failed': { title: 'A hook threw or answered neither allow() nor refuse(reason); details name it', retryable: false },
} as const

export type LoanSigningErrorCode = ProblemCode | keyof typeof ownProblems

export interface LoanSigningErrorOptions {
  readonly cause?: unknown
  /** What the message adds to the code's own sentence; never personal data, never a secret. */
  readonly says?: string
  /** Where the cause knows better than the code. */
  readonly retryable?: boolean
}

/** The one error class of this package; where an HTTP answer follows, `code` is the problem code that it carries as well. */
export class LoanSigningError extends Error {
  readonly code: LoanSigningErrorCode
  /** Machine-readable facts about this occurrence; never personal data, never a secret. */
  readonly details: Readonly<Record<string, unknown>>
  /** Whether the same call may succeed later. */
  readonly retryable: boolean

  constructor(code: LoanSigningErrorCode, details: Readonly<Record<string, unknown>> = {}, { says, retryable, ...options }: LoanSigningErrorOptions = {}) {
    const known = isProblem(code) ? problems[code] : ownProblems[code]
    super(says === undefined ? known.title : `${known.title}: ${says}`, options)
    this.name = 'LoanSigningError'
    this.code = code
    this.details = details
    this.retryable = retryable ?? known.retryable
  }
}

/** Whether a code is one that HTTP answers carry. */
export const isProblem = (code: LoanSigningErrorCode): code is ProblemCode => Object.hasOwn(problems, code)

/** Wrong fields for a message: each place, and what was expected there. */
export const fieldsInWords = (fields: readonly { readonly pointer: string; readonly expected: { readonly en: string } }[]): string => fields.map(({ pointer, expected }) => `${pointer}: ${expected.en}`).join('; ')
