import { digest } from '../crypto/hashing/digest.js'
import { concatBytes } from '../der/bytes.js'

/** The hash of a leaf (RFC 6962 section 2.1): SHA-256 over 0 and the leaf's bytes. */
export function hashLeaf(leaf: Uint8Array, crypto?: typeof globalThis.crypto): Promise<Uint8Array> {
  return sha256([Uint8Array.of(0), leaf], crypto)
}

/** The hash of an inner node: SHA-256 over 1 and the hashes of its children. Leaves begin otherwise, so that neither can be taken for the other. */
export function hashChildren(left: Uint8Array, right: Uint8Array, crypto?: typeof globalThis.crypto): Promise<Uint8Array> {
  return sha256([Uint8Array.of(1), left, right], crypto)
}

/** The root of a tree over the hashes of its leaves, all at hand; of none, the hash of nothing. */
export async function treeRoot(leafHashes: readonly Uint8Array[], crypto?: typeof globalThis.crypto): Promise<Uint8Array> {
  if (leafHashes.length === 0) return sha256([], crypto)
  if (leafHashes.length === 1) return leafHashes[0]!
  const split = splitOf(leafHashes.length)
  return hashChildren(await treeRoot(leafHashes.slice(0, split), crypto), await treeRoot(leafHashes.slice(split), crypto), crypto)
}

/** The largest power of two below a size: how many leaves the left part of a tree has. */
export function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

function sha256(parts: readonly Uint8Array[], crypto?: typeof globalThis.crypto): Promise<Uint8Array> {
  return digest({ algorithm: 'SHA-256', data: concatBytes(parts), ...(crypto ? { crypto } : {}) })
}
