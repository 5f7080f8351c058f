import { concatBytes } from '../../der/bytes.js'
import type { DigestAlgorithm } from '../registry/algorithms.js'
import { nodeCrypto, type NodeHash } from './nodeCrypto.js'

const node = /* @__PURE__ */ nodeCrypto()

/** A digest that is fed in pieces (FIPS 180-4). */
export interface Hash {
  update(data: Uint8Array): void
  /** A second one that has been fed the same so far. Either goes on without the other. */
  fork(): Hash
  /** Ends it. Where the platform can, the digest is there at once. */
  digest(): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Begins a digest: by Node's own hashes where they are, else by WebCrypto, which has to be given all bytes in one piece and so keeps the
 * pieces until the end. A `crypto` that is not the platform's is always the one that is used.
 */
export function createHash(algorithm: DigestAlgorithm, crypto: typeof globalThis.crypto = globalThis.crypto): Hash {
  return node && crypto === globalThis.crypto ? incremental(node.createHash(algorithm)) : collecting(algorithm, crypto, [])
}

function incremental(hash: NodeHash): Hash {
  return {
    update: (data) => void hash.update(data),
    fork: () => incremental(hash.copy()),
    digest: () => new Uint8Array(hash.digest()),
  }
}

function collecting(algorithm: DigestAlgorithm, crypto: typeof globalThis.crypto, parts: readonly Uint8Array[]): Hash {
  let fed = parts
  return {
    update: (data) => void (fed = [...fed, data]),
    fork: () => collecting(algorithm, crypto, fed),
    digest: async () => new Uint8Array(await crypto.subtle.digest(algorithm, (fed.length === 1 ? fed[0]! : concatBytes(fed)) as BufferSource)),
  }
}
