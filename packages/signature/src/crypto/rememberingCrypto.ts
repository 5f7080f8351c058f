import { bytesEqual } from '../der/bytes.js'
import type { DigestAlgorithm } from './registry/algorithms.js'
import { createHash } from './hashing/hash.js'

/** Of what is longer nothing is remembered. */
const largestRemembered = 4096

/** Other octets, other text; null for what is long. */
const textOf = (bytes: Uint8Array): string | null => (bytes.length > largestRemembered ? null : String.fromCharCode.apply(null, bytes as unknown as number[]))
const bytesOf = (data: BufferSource): Uint8Array => (ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data))

/**
 * The same WebCrypto for the length of one validation: a public key is imported once, a signature verified once, a small digest made once.
 * Certificates, lists and tokens of one file share authorities, and importing their keys is half of what verifying them costs.
 * It knows what verifying needs: `importKey` of SPKI, `verify`, `digest`.
 */
export function rememberingCrypto(crypto: Crypto): Crypto {
  const { subtle } = crypto
  /** What was asked: the call, its algorithm, its octets. */
  const known = new Map<string, Promise<unknown>>()
  const verifications = new Map<string, { readonly key: CryptoKey; readonly data: Uint8Array; readonly holds: Promise<boolean> }[]>()

  function once<Result>(algorithm: object | string, data: BufferSource, make: () => Promise<Result>): Promise<Result> {
    const text = textOf(bytesOf(data))
    if (text === null) return make()
    const name = `${JSON.stringify(algorithm)} ${text}`
    const result = (known.get(name) as Promise<Result> | undefined) ?? make()
    known.set(name, result)
    return result
  }

  // Where the platform has quicker hashes than WebCrypto's, they are used as ever.
  const hashed = async (algorithm: AlgorithmIdentifier, data: BufferSource): Promise<ArrayBuffer> => {
    if (typeof algorithm !== 'string') return subtle.digest(algorithm, data)
    const hash = createHash(algorithm as DigestAlgorithm, crypto)
    hash.update(bytesOf(data))
    return (await hash.digest()).buffer
  }

  const remembered: Pick<SubtleCrypto, 'digest' | 'verify'> & { importKey(format: 'spki', data: BufferSource, algorithm: AlgorithmIdentifier, extractable: boolean, usages: KeyUsage[]): Promise<CryptoKey> } = {
    importKey: (format, data, algorithm, extractable, usages) => once(['key', algorithm], data, () => subtle.importKey(format, data, algorithm, extractable, usages)),
    digest: (algorithm, data) => once(algorithm, data, () => hashed(algorithm, data)),
    verify(algorithm, key, signature, data) {
      const text = textOf(bytesOf(signature))
      const name = `${JSON.stringify(algorithm)} ${text}`
      const same = verifications.get(name) ?? []
      const found = same.find((one) => one.key === key && bytesEqual(one.data, bytesOf(data)))
      if (found) return found.holds
      const holds = subtle.verify(algorithm, key, signature, data)
      if (text !== null) verifications.set(name, [...same, { key, data: bytesOf(data), holds }])
      return holds
    },
  }
  return { subtle: remembered as SubtleCrypto, getRandomValues: (array) => crypto.getRandomValues(array), randomUUID: () => crypto.randomUUID() }
}
