import type { DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import { createHash } from '../../crypto/hashing/hash.js'

/** The digest of what a ByteRange covers, without a copy of it. The platform's own hash: what is covered may be large, and is asked for once. */
export function coveredDigest(file: Uint8Array, [start, length, secondStart, secondLength]: readonly [number, number, number, number], crypto: Crypto): (algorithm: DigestAlgorithm) => Promise<Uint8Array> {
  return async (algorithm) => {
    const hash = createHash(algorithm, crypto)
    hash.update(file.subarray(start, start + length))
    hash.update(file.subarray(secondStart, secondStart + secondLength))
    return hash.digest()
  }
}
