import { SignatureError } from '../errors.js'

/** The refusal of a file that could only be read by repairing it. `why` is a fixed phrase, never text from the file. */
export function malformed(why: string, offset?: number): SignatureError {
  return new SignatureError('pdf-malformed', offset === undefined ? { why } : { why, offset })
}
