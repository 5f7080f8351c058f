/** Something only the caller can mend: a missing file, a wrong option. Ends with exit code 64 and its message, no stack. */
export class UsageError extends Error {
  /** @param {string} message @param {string} [reason] Why a file cannot be used, without its name. */
  constructor(message, reason) {
    super(message)
    this.name = 'UsageError'
    this.reason = reason
  }
}
