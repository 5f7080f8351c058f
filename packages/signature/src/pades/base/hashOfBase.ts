import type { DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import { createHash, type Hash } from '../../crypto/hashing/hash.js'
import { bytesOfBase, inside, isOpened, type Base } from './base.js'

/** A digest that has been fed the base. Bytes are hashed here and now, whatever was known of them before. */
export function hashOfBase(base: Base, algorithm: DigestAlgorithm, crypto: Crypto): Hash {
  const known = isOpened(base) && algorithm === 'SHA-256' && crypto === base[inside].crypto ? base[inside].hash : null
  if (known) return known.fork()
  const hash = createHash(algorithm, crypto)
  hash.update(bytesOfBase(base))
  return hash
}
