import { canonicalJson } from './canonicalJson.js'
import { hashLeaf, treeRoot } from './merkleTree.js'

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
  const leaves = facts.map(({ name, value, salt }) => hashLeaf(new TextEncoder().encode(canonicalJson({ name, salt, value })), crypto))
  return treeRoot(await Promise.all(leaves), crypto)
}
