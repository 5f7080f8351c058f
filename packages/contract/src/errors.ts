const messages = {
  'contract-data-invalid': 'Contract data are missing or wrong',
  'template-error': 'The template does not compile',
  'glyph-missing': 'A character of the data is in no font',
  'engine-failed': 'The contract engine did not answer',
  'engine-missing': 'The Typst binding is not installed',
  'engine-busy': 'Too many contracts wait for the engine',
  'lender-file-refused': 'The file holds what a contract must not hold',
  'form-mismatch': 'The form and what shall be filled in do not fit together',
  'places-unusable': 'Signature places cannot be where they are wanted',
  'drawing-differs': 'The pages do not look as they should',
} as const

export type ContractErrorCode = keyof typeof messages

/** What was expected at a place of the data, for people. */
export interface Expectation {
  /** RFC 6901, for example `/loan/purpose`. */
  readonly pointer: string
  /** What is wrong with a field of a form or a signature place, for programs. */
  readonly code?: string
  readonly expected: { readonly 'zh-CN': string; readonly en: string }
}

/** The one error class of this package. `details` by code: `fields: Expectation[]`, `reasons: Refusal[]`, `file` and `line` and `message`, or `pointer` and `character`, or `why`. */
export class ContractError extends Error {
  readonly code: ContractErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ContractErrorCode, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super(code === 'engine-missing' ? `${messages[code]}: ${String(details.why)}` : messages[code], options)
    this.name = 'ContractError'
    this.code = code
    this.details = details
  }
}
