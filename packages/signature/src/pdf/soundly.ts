import { SignatureError } from '../errors.js'

/** What `read` gives, or null where an object cannot be read as it stands. A limit that is passed is no answer: it is thrown. */
export function soundly<Result>(read: () => Result): Result | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof SignatureError) || error.code === 'pdf-limit') throw error
    return null
  }
}
