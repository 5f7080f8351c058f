import { bytesEqual } from '../der/bytes.js'
import { hashChildren, splitOf, treeRoot } from './merkleTree.js'

/**
 * The hashes that lead from a leaf to the root (RFC 6962 section 2.1.1), the leaf's neighbour first, from the hashes of all leaves.
 * @throws TypeError for an index that is not in the tree
 */
export async function inclusionProof(leafHashes: readonly Uint8Array[], index: number, crypto?: typeof globalThis.crypto): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length) throw new TypeError('there is no leaf of this index')
  if (leafHashes.length === 1) return []
  const split = splitOf(leafHashes.length)
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)]
  return index < split
    ? [...(await inclusionProof(left, index, crypto)), await treeRoot(right, crypto)]
    : [...(await inclusionProof(right, index - split, crypto)), await treeRoot(left, crypto)]
}

/** A leaf, a state of the log, and the proof that the one is in the other: `root` and each hash of `proof` 32 octets, as inclusionProof gives them. */
export interface VerifyInclusionOptions {
  /** 32 octets, see hashLeaf. */
  readonly leafHash: Uint8Array
  /** 0 for the first leaf. */
  readonly index: number
  /** Leaves of the tree. */
  readonly size: number
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly crypto?: typeof globalThis.crypto
}

/** Whether a leaf stands at this index of the tree with this root (RFC 9162 section 2.1.3.2). */
export async function verifyInclusion({ leafHash, index, size, root, proof, crypto }: VerifyInclusionOptions): Promise<boolean> {
  const isPlace = Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size
  if (!isPlace || ![leafHash, root, ...proof].every(({ length }) => length === 32)) return false
  let [node, last, hash] = [index, size - 1, leafHash]
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = await hashChildren(sibling, hash, crypto)
      // The last node of a level without a neighbour rises by itself.
      for (; node % 2 === 0 && node !== 0; last = half(last)) node = half(node)
    } else hash = await hashChildren(hash, sibling, crypto)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && bytesEqual(hash, root)
}

const half = (value: number): number => Math.floor(value / 2)
