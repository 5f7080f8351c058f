import { nodeModule } from '../../nodeModule.js'

/** What this package uses of node:crypto. */
export interface NodeCrypto {
  createHash(algorithm: string): NodeHash
}

export interface NodeHash {
  update(data: Uint8Array): unknown
  copy(): NodeHash
  digest(): Uint8Array
}

/** node:crypto where there is Node. Its hashes are synchronous and can be forked. */
export function nodeCrypto(): NodeCrypto | undefined {
  return nodeModule('node:crypto') as NodeCrypto | undefined
}
