import { concatBytes } from '../../der/bytes.js'
import { fromBase64url } from '../../encoding/base64url.js'
import { bytesOfBase, type Base } from '../base/base.js'
import type { PreparedSignature } from './preparedSignature.js'

/** The whole file as it will be, with an empty /Contents: what is drawn before signing. */
export function joinPrepared({ base, prepared }: { readonly base: Base; readonly prepared: Pick<PreparedSignature, 'tail'> }): Uint8Array<ArrayBuffer> {
  return concatBytes([bytesOfBase(base), fromBase64url(prepared.tail)])
}

/** The bytes a ByteRange covers. */
export function coveredBytes(file: Uint8Array, [start, length, secondStart, secondLength]: readonly [number, number, number, number]): Uint8Array<ArrayBuffer> {
  return concatBytes([file.subarray(start, start + length), file.subarray(secondStart, secondStart + secondLength)])
}
