import type { DigestAlgorithm } from '../../../crypto/registry/algorithms.js'
import { createHash, type Hash } from '../../../crypto/hashing/hash.js'

type ByteRange = readonly [start: number, length: number, secondStart: number, secondLength: number]

/** The digest of what a ByteRange covers, without a copy of it. */
export type CoveredDigests = (range: ByteRange) => (algorithm: DigestAlgorithm) => Promise<Uint8Array>

/**
 * The digests of what the ByteRanges of a file cover. All of them begin with the first octet, so that what stands before a gap is hashed once for all: the running hash
 * is forked at each. By the platform's own hash: what is covered may be large.
 */
export function coveredDigests(file: Uint8Array, ranges: readonly ByteRange[], crypto: Crypto): CoveredDigests {
  const gaps = [...new Set(ranges.map(([, length]) => length))].sort((a, b) => a - b)
  /** What was fed all octets before each of the first gaps. */
  const known = new Map<DigestAlgorithm, Hash[]>()

  function hashBefore(gap: number, algorithm: DigestAlgorithm): Hash {
    const hashes = known.get(algorithm) ?? []
    known.set(algorithm, hashes)
    for (let i = hashes.length; i < gaps.length && gaps[i]! <= gap; i++) {
      const hash = hashes[i - 1]?.fork() ?? createHash(algorithm, crypto)
      hash.update(file.subarray(gaps[i - 1] ?? 0, gaps[i]))
      hashes.push(hash)
    }
    return hashes[gaps.indexOf(gap)]!.fork()
  }

  return ([start, length, secondStart, secondLength]) =>
    async (algorithm) => {
      if (start !== 0 || !gaps.includes(length)) throw new TypeError('a ByteRange that was not announced')
      const hash = hashBefore(length, algorithm)
      hash.update(file.subarray(secondStart, secondStart + secondLength))
      return hash.digest()
    }
}
