import { malformed } from '../der/malformed.js'
import { concatBytes } from '../der/bytes.js'
import { children, expectTag, readDer } from '../der/read.js'
import { readInteger } from '../der/values.js'
import { integer, sequence } from '../der/write.js'

/**
 * WebCrypto's r‖s (IEEE P1363) to the ECDSA-Sig-Value of X.509 and CMS (RFC 3279 section 2.2.3).
 * @throws TypeError unless it is as long as WebCrypto makes it: 64 octets for P-256, 96 for P-384. Numbers of another width would
 * come out as the same integers, and two forms of one signature would both verify.
 */
export function p1363ToDer(signature: Uint8Array): Uint8Array {
  if (signature.length !== 64 && signature.length !== 96) throw new TypeError('an ECDSA signature of WebCrypto has 64 or 96 octets')
  const half = signature.length / 2
  return sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)))
}

/**
 * ECDSA-Sig-Value to r‖s, each `size` octets long (32 for P-256).
 * @throws SignatureError `der-malformed` for anything but two positive integers that fit
 */
export function derToP1363(signature: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const parts = children(expectTag(readDer(signature), 0x30))
  if (parts.length !== 2) throw malformed('ECDSA signature')
  return concatBytes(
    parts.map((part) => {
      const value = readInteger(part)
      const unsigned = value[0] === 0 ? value.subarray(1) : value
      if ((value[0] ?? 0x80) >= 0x80 || unsigned.length > size) throw malformed('ECDSA signature')
      const padded = new Uint8Array(size)
      padded.set(unsigned, size - unsigned.length)
      return padded
    }),
  )
}
