import { SignatureError } from '../errors.js'

/** The refusal of what is not DER, or not what should stand there. `why` is a fixed phrase, never text from the bytes. */
export const malformed = (why: string): SignatureError => new SignatureError('der-malformed', { why })
