import { SignatureError, type SignatureErrorCode } from './errors.js'

/** Reads, and says by one code what is malformed, whatever part of it refused. `kept` are codes that say more. */
export function malformedAs<Result>(code: SignatureErrorCode, read: () => Result, kept?: SignatureErrorCode): Result {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof SignatureError && cause.code !== code && cause.code !== kept) throw new SignatureError(code, cause.details, { cause })
    throw cause
  }
}
