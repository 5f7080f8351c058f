import { SignatureError } from './errors.js'

/** What `read` gives, or null where the bytes it reads are refused: what cannot be read is as if it were not there. */
export function readable<Result>(read: () => Result): Result | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}
