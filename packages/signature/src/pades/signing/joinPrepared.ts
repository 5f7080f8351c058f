import { concatBytes } from '../../der/bytes.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { bytesOfBase, type Base } from '../base/base.js'
import type { PreparedSignature } from './preparedSignature.js'

/** The whole file as it will be, with an empty /Contents: what is drawn before signing. */
export function joinPrepared({ base, prepared }: { readonly base: Base; readonly prepared: Pick<PreparedSignature, 'tail' | 'contentsOffset' | 'contentsSize'> }): Uint8Array<ArrayBuffer> {
  return joinTail(bytesOfBase(base), fromBase64url(prepared.tail), prepared)
}

/** Base and tail, with zeros for the digits of /Contents, which the tail is without. */
export function joinTail(base: Uint8Array, tail: Uint8Array, { contentsOffset, contentsSize }: Pick<PreparedSignature, 'contentsOffset' | 'contentsSize'>): Uint8Array<ArrayBuffer> {
  const [digitsAt, digits] = [contentsOffset + 1, contentsSize * 2]
  const file = new Uint8Array(base.length + tail.length + digits)
  file.set(base)
  file.set(tail.subarray(0, digitsAt - base.length), base.length)
  file.fill(0x30, digitsAt, digitsAt + digits)
  file.set(tail.subarray(digitsAt - base.length), digitsAt + digits)
  return file
}

/** The bytes a ByteRange covers. */
export function coveredBytes(file: Uint8Array, [start, length, secondStart, secondLength]: readonly [number, number, number, number]): Uint8Array<ArrayBuffer> {
  return concatBytes([file.subarray(start, start + length), file.subarray(secondStart, secondStart + secondLength)])
}
