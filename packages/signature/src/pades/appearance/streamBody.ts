import { concatBytes } from '../../der/bytes.js'
import { latin1 } from '../../pdf/syntax/write.js'

/** A stream object's body from a dictionary that still lacks its /Length and its end. */
export function streamBody(dictionary: string, data: Uint8Array): Uint8Array {
  return concatBytes([latin1(`${dictionary}/Length ${data.length}>>\nstream\n`), data, latin1('\nendstream')])
}
