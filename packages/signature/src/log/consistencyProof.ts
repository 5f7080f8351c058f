import { bytesEqual } from '../der/bytes.js'
import { hashChildren, splitOf, treeRoot } from './merkleTree.js'

/**
 * The hashes that show a tree to begin with an older one (RFC 6962 section 2.1.2), from the hashes of all leaves of the newer.
 * @throws TypeError for an older tree that is empty or larger
 */
export async function consistencyProof(leafHashes: readonly Uint8Array[], olderSize: number, crypto?: typeof globalThis.crypto): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(olderSize) || olderSize < 1 || olderSize > leafHashes.length) throw new TypeError('there is no older tree of this size')
  return subproof(leafHashes, olderSize, true, crypto)
}

/** `isWhole`: the older tree is what it was itself, so its root need not be told. */
async function subproof(leafHashes: readonly Uint8Array[], olderSize: number, isWhole: boolean, crypto?: typeof globalThis.crypto): Promise<Uint8Array[]> {
  if (olderSize === leafHashes.length) return isWhole ? [] : [await treeRoot(leafHashes, crypto)]
  const split = splitOf(leafHashes.length)
  const [left, right] = [leafHashes.slice(0, split), leafHashes.slice(split)]
  return olderSize <= split
    ? [...(await subproof(left, olderSize, isWhole, crypto)), await treeRoot(right, crypto)]
    : [...(await subproof(right, olderSize - split, false, crypto)), await treeRoot(left, crypto)]
}

/** Two states of a log, and the proof that the newer one continues the older. Sizes count leaves; the proof is as consistencyProof gives it. */
export interface VerifyConsistencyOptions {
  readonly olderSize: number
  readonly newerSize: number
  /** 32 octets each. */
  readonly olderRoot: Uint8Array
  readonly newerRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly crypto?: typeof globalThis.crypto
}

/** Whether the newer tree begins with all of the older one, so that nothing of it was changed or left out (RFC 9162 section 2.1.4.2). */
export async function verifyConsistency(options: VerifyConsistencyOptions): Promise<boolean> {
  const { olderSize, newerSize, olderRoot, newerRoot, proof, crypto } = options
  const isPair = Number.isSafeInteger(olderSize) && Number.isSafeInteger(newerSize) && olderSize > 0 && olderSize <= newerSize
  if (!isPair || ![olderRoot, newerRoot, ...proof].every(({ length }) => length === 32)) return false
  if (olderSize === newerSize) return proof.length === 0 && bytesEqual(olderRoot, newerRoot)
  let [node, last] = [olderSize - 1, newerSize - 1]
  for (; node % 2 === 1; last = half(last)) node = half(node)
  // An older tree that is a whole subtree of the newer begins the way itself.
  const [first, ...rest] = node === 0 ? [olderRoot, ...proof] : proof
  if (!first || proof.length === 0) return false
  let [older, newer] = [first, first]
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      ;[older, newer] = [await hashChildren(sibling, older, crypto), await hashChildren(sibling, newer, crypto)]
      for (; node % 2 === 0 && node !== 0; last = half(last)) node = half(node)
    } else newer = await hashChildren(newer, sibling, crypto)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && bytesEqual(older, olderRoot) && bytesEqual(newer, newerRoot)
}

const half = (value: number): number => Math.floor(value / 2)
