import { digest } from '../crypto/hashing/digest.js'
import { concatBytes } from '../der/bytes.js'
import { canonicalJson } from './canonicalJson.js'

/** One fact of the evidence as a leaf: what it is called, what it says, and a salt of its own. */
export interface SaltedFact {
  readonly name: string
  /** JSON value. */
  readonly value: unknown
  /** At least 16 random octets as base64url, so that a fact cannot be guessed from its leaf. */
  readonly salt: string
}

/**
 * The root that stands in a signature dictionary: the tree head (RFC 6962 section 2.1, SHA-256) over the salted facts in the order given.
 * A single fact can be shown later with its salt and its path, without showing the others.
 */
export async function evidenceRoot({ facts, crypto = globalThis.crypto }: { readonly facts: readonly SaltedFact[]; readonly crypto?: typeof globalThis.crypto }): Promise<Uint8Array> {
  const leaves = facts.map(({ name, value, salt }) => new TextEncoder().encode(canonicalJson({ name, salt, value })))
  return treeHead(leaves, (data) => digest({ algorithm: 'SHA-256', data, crypto }))
}

async function treeHead(leaves: readonly Uint8Array[], hash: (data: Uint8Array) => Promise<Uint8Array>): Promise<Uint8Array> {
  if (leaves.length === 0) return hash(new Uint8Array())
  if (leaves.length === 1) return hash(concatBytes([Uint8Array.of(0), leaves[0]!]))
  // The largest power of two smaller than the number of leaves.
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1))
  const [left, right] = await Promise.all([treeHead(leaves.slice(0, split), hash), treeHead(leaves.slice(split), hash)])
  return hash(concatBytes([Uint8Array.of(1), left, right]))
}
