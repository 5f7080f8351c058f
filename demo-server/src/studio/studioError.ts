export type StudioErrorCode =
  | 'not-found'
  | 'unknown-person'
  | 'file-not-editable'
  | 'draft-too-large'
  /** Somebody else saved or released in the meantime. */
  | 'draft-moved'
  | 'nothing-changed'
  /** Whoever wrote at a draft does not release it. */
  | 'same-person'
  /** Not every sample becomes a contract; `details` has sample, document and what was wrong. */
  | 'draft-does-not-compile'

/** What the studio refuses, by a stable code. */
export class StudioError extends Error {
  readonly code: StudioErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: StudioErrorCode, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super(code, options)
    this.name = 'StudioError'
    this.code = code
    this.details = details
  }
}
