import { describe, expect, it } from 'vitest'
import { createSigningKey } from './createSigningKey.js'
import { rememberingCrypto } from './rememberingCrypto.js'
import { resolveAlgorithm } from './registry/resolveAlgorithm.js'
import { signWithKey } from './signWithKey.js'
import { verifySignature } from './verifySignature.js'
import { digest } from './hashing/digest.js'
import { oids } from '../der/oids.js'
import { readDer } from '../der/read.js'
import { objectIdentifier, sequence } from '../der/write.js'

const algorithm = resolveAlgorithm(readDer(sequence(objectIdentifier(oids.ecdsaSha256))))

/** Counts what reaches the real one. */
function counting(): { calls: Record<string, number>; crypto: Crypto } {
  const calls: Record<string, number> = {}
  const count = (name: string): void => void (calls[name] = (calls[name] ?? 0) + 1)
  const { subtle } = globalThis.crypto
  const counted = {
    importKey: (...options: Parameters<SubtleCrypto['importKey']>) => (count('importKey'), subtle.importKey(...options)),
    verify: (...options: Parameters<SubtleCrypto['verify']>) => (count('verify'), subtle.verify(...options)),
    digest: (...options: Parameters<SubtleCrypto['digest']>) => (count('digest'), subtle.digest(...options)),
  }
  return { calls, crypto: { subtle: counted } as unknown as Crypto }
}

describe('rememberingCrypto', () => {
  it('asks once and answers alike', async () => {
    const { calls, crypto } = counting()
    const remembering = rememberingCrypto(crypto)
    const key = await createSigningKey()
    const data = Uint8Array.of(1, 2, 3)
    const signature = await signWithKey({ key: key.privateKey, data })
    for (let i = 0; i < 3; i++) expect(await verifySignature({ spki: key.spki, algorithm, signature, data: Uint8Array.from(data), crypto: remembering })).toBe(true)
    for (let i = 0; i < 3; i++) expect(await digest({ algorithm: 'SHA-256', data, crypto: remembering })).toEqual(await digest({ algorithm: 'SHA-256', data }))
    expect(calls).toEqual({ importKey: 1, verify: 1, digest: 1 })
  })

  it('never answers for other data, another signature, key or digest', async () => {
    const { calls, crypto } = counting()
    const remembering = rememberingCrypto(crypto)
    const [key, other] = await Promise.all([createSigningKey(), createSigningKey()])
    const data = Uint8Array.of(1, 2, 3)
    const signature = await signWithKey({ key: key.privateKey, data })
    const verify = (spki: Uint8Array, bytes: Uint8Array, value = signature): Promise<boolean> => verifySignature({ spki, algorithm, signature: value, data: bytes, crypto: remembering })
    expect(await verify(key.spki, data)).toBe(true)
    expect(await verify(key.spki, Uint8Array.of(1, 2, 4))).toBe(false)
    expect(await verify(other.spki, data)).toBe(false)
    expect(await verify(key.spki, data, await signWithKey({ key: other.privateKey, data }))).toBe(false)
    expect(calls).toMatchObject({ importKey: 2, verify: 4 })
    expect(await digest({ algorithm: 'SHA-256', data, crypto: remembering })).not.toEqual(await digest({ algorithm: 'SHA-384', data, crypto: remembering }))
    expect(await digest({ algorithm: 'SHA-256', data: Uint8Array.of(9), crypto: remembering })).toEqual(await digest({ algorithm: 'SHA-256', data: Uint8Array.of(9) }))
  })
})
