import type { DigestAlgorithm } from '../registry/algorithms.js'
import { createHash } from './hash.js'

/** What is hashed, and how. */
export interface DigestOptions {
  readonly algorithm: DigestAlgorithm
  readonly data: Uint8Array
  /** Another WebCrypto than the platform's. */
  readonly crypto?: typeof globalThis.crypto
}

/** The digest of some bytes (FIPS 180-4). */
export async function digest({ algorithm, data, crypto = globalThis.crypto }: DigestOptions): Promise<Uint8Array<ArrayBuffer>> {
  const hash = createHash(algorithm, crypto)
  hash.update(data)
  return hash.digest()
}
