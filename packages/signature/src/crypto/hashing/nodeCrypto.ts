/** What this package uses of node:crypto. */
export interface NodeCrypto {
  createHash(algorithm: string): NodeHash
}

export interface NodeHash {
  update(data: Uint8Array): unknown
  copy(): NodeHash
  digest(): Uint8Array
}

/** node:crypto where there is Node (22.3, or 20.16), reached without an import that a bundler would have to resolve. Its hashes are synchronous and can be forked. */
export function nodeCrypto(): NodeCrypto | undefined {
  const { process } = globalThis as { readonly process?: { readonly getBuiltinModule?: (name: string) => unknown } }
  return process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined
}
