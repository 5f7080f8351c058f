import { bytesEqual } from '../der/bytes.js'
import type { DigestAlgorithm } from './registry/algorithms.js'
import { createHash } from './hashing/hash.js'

/** Digests of more than this are not asked for twice. */
const largestRemembered = 4096

/** Other octets, other text; which one does not matter. */
const textOf = (bytes: Uint8Array): string => latin1.decode(bytes)
const latin1 = /* @__PURE__ */ new TextDecoder('latin1')
const bytesOf = (data: BufferSource): Uint8Array => (ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data))

/**
 * The same WebCrypto for the length of one validation: a public key is imported once, a signature verified once, a small digest made once.
 * Certificates, lists and tokens of one file share authorities, and importing their keys is half of what verifying them costs.
 * It knows what verifying needs: `importKey` of SPKI, `verify`, `digest`.
 */
export function rememberingCrypto(crypto: Crypto): Crypto {
  const { subtle } = crypto
  const keys = new Map<string, Promise<CryptoKey>>()
  const digests = new Map<string, Promise<ArrayBuffer>>()
  const verifications = new Map<string, { readonly key: CryptoKey; readonly data: Uint8Array; readonly holds: Promise<boolean> }[]>()

  // Where the platform has quicker hashes than WebCrypto's, they are used as ever.
  const hashed = async (algorithm: AlgorithmIdentifier, data: BufferSource): Promise<ArrayBuffer> => {
    if (typeof algorithm !== 'string') return subtle.digest(algorithm, data)
    const hash = createHash(algorithm as DigestAlgorithm, crypto)
    hash.update(bytesOf(data))
    return (await hash.digest()).buffer
  }

  const remembered: Pick<SubtleCrypto, 'digest' | 'verify'> & { importKey(format: 'spki', data: BufferSource, algorithm: AlgorithmIdentifier, extractable: boolean, usages: KeyUsage[]): Promise<CryptoKey> } = {
    importKey(format, data, algorithm, extractable, usages) {
      return once(keys, `${JSON.stringify(algorithm)} ${textOf(bytesOf(data))}`, () => subtle.importKey(format, data, algorithm, extractable, usages))
    },
    digest(algorithm, data) {
      const bytes = bytesOf(data)
      return bytes.length > largestRemembered ? hashed(algorithm, data) : once(digests, `${JSON.stringify(algorithm)} ${textOf(bytes)}`, () => hashed(algorithm, data))
    },
    verify(algorithm, key, signature, data) {
      const name = `${JSON.stringify(algorithm)} ${textOf(bytesOf(signature))}`
      const known = verifications.get(name) ?? []
      const found = known.find((one) => one.key === key && bytesEqual(one.data, bytesOf(data)))
      if (found) return found.holds
      const holds = subtle.verify(algorithm, key, signature, data)
      verifications.set(name, [...known, { key, data: bytesOf(data), holds }])
      return holds
    },
  }
  return { subtle: remembered as SubtleCrypto, getRandomValues: (array) => crypto.getRandomValues(array), randomUUID: () => crypto.randomUUID() }
}

function once<Result>(known: Map<string, Promise<Result>>, name: string, make: () => Promise<Result>): Promise<Result> {
  const found = known.get(name)
  if (found) return found
  const result = make()
  known.set(name, result)
  return result
}
