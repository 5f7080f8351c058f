import { describe, expect, it } from 'vitest'
import { readDer } from '../der/read.js'
import { nullValue, objectIdentifier, sequence } from '../der/write.js'
import { signatureAlgorithms } from './registry/algorithms.js'
import { createSigningKey } from './createSigningKey.js'
import { derToP1363, p1363ToDer } from './ecdsaForm.js'
import { resolveAlgorithm } from './registry/resolveAlgorithm.js'
import { signWithKey } from './signWithKey.js'
import { verifySignature } from './verifySignature.js'

const data = new TextEncoder().encode('人民币叁拾万元整')
const named = (name: string) => signatureAlgorithms.find((entry) => entry.name === name)!

describe('createSigningKey and signWithKey', () => {
  it('make a key that signs and never leaves', async () => {
    const key = await createSigningKey()
    expect(key.privateKey.extractable).toBe(false)
    for (const format of ['jwk', 'pkcs8'] as const) await expect(crypto.subtle.exportKey(format as 'jwk', key.privateKey)).rejects.toThrow()
    // SubjectPublicKeyInfo of an uncompressed P-256 point (RFC 5480 section 2).
    expect(key.spki.length).toBe(91)
    const signature = await signWithKey({ key: key.privateKey, data })
    expect(await verifySignature({ spki: key.spki, algorithm: resolveAlgorithm(readDer(sequence(objectIdentifier('1.2.840.10045.4.3.2')))), signature, data })).toBe(true)
  })
})

describe('verifySignature', () => {
  const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
  it.each([
    ['ES256', { name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
    ['ES384', { name: 'ECDSA', namedCurve: 'P-384' }, { name: 'ECDSA', hash: 'SHA-384' }],
    ['RS256', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...rsa }, { name: 'RSASSA-PKCS1-v1_5' }],
    ['RS384', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384', ...rsa }, { name: 'RSASSA-PKCS1-v1_5' }],
    ['RS512', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512', ...rsa }, { name: 'RSASSA-PKCS1-v1_5' }],
    ['PS256', { name: 'RSA-PSS', hash: 'SHA-256', ...rsa }, { name: 'RSA-PSS', saltLength: 32 }],
    ['PS384', { name: 'RSA-PSS', hash: 'SHA-384', ...rsa }, { name: 'RSA-PSS', saltLength: 48 }],
    ['PS512', { name: 'RSA-PSS', hash: 'SHA-512', ...rsa }, { name: 'RSA-PSS', saltLength: 64 }],
  ])('verifies %s and nothing beside it', async (name, generation, signing) => {
    const pair = (await crypto.subtle.generateKey(generation, true, ['sign', 'verify'])) as CryptoKeyPair
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
    const raw = new Uint8Array(await crypto.subtle.sign(signing, pair.privateKey, data))
    const algorithm = named(name)
    const signature = algorithm.kind === 'ecdsa' ? p1363ToDer(raw) : raw
    expect(await verifySignature({ spki, algorithm, signature, data })).toBe(true)

    const flipped = Uint8Array.from(signature)
    flipped[flipped.length - 1]! ^= 1
    expect(await verifySignature({ spki, algorithm, signature: flipped, data })).toBe(false)
    expect(await verifySignature({ spki, algorithm, signature, data: data.subarray(1) })).toBe(false)
    expect(await verifySignature({ spki, algorithm, signature: new Uint8Array(), data })).toBe(false)
    for (const other of signatureAlgorithms.filter((entry) => entry !== algorithm)) {
      expect(await verifySignature({ spki, algorithm: other, signature, data })).toBe(false)
    }
    // WebCrypto's own form of an ECDSA signature is not what CMS carries.
    if (algorithm.kind === 'ecdsa') expect(await verifySignature({ spki, algorithm, signature: derToP1363(signature, raw.length / 2), data })).toBe(false)
  })

  it('takes no RSA key below 2048 bits', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...rsa, modulusLength: 1024 }, true, ['sign', 'verify'])
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))
    const signature = new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', pair.privateKey, data))
    expect(await verifySignature({ spki, algorithm: named('RS256'), signature, data })).toBe(false)
  })

  it('does not call a signature wrong where there is no WebCrypto to ask', async () => {
    const options = { spki: new Uint8Array(), algorithm: named('ES256'), signature: new Uint8Array(), data }
    await expect(verifySignature({ ...options, crypto: {} as Crypto })).rejects.toThrow(TypeError)
  })

  it('says false to a key that is no key, at every truncation', async () => {
    const { spki, privateKey } = await createSigningKey()
    const signature = await signWithKey({ key: privateKey, data })
    for (let end = 0; end < spki.length; end++) expect(await verifySignature({ spki: spki.subarray(0, end), algorithm: named('ES256'), signature, data })).toBe(false)
    // An EC key whose curve is spelled out instead of named (RFC 5480 section 2.1.1 forbids it; CVE-2020-0601 lived on it).
    const explicit = sequence(sequence(objectIdentifier('1.2.840.10045.2.1'), sequence(nullValue())), spki.subarray(spki.length - 68))
    expect(await verifySignature({ spki: explicit, algorithm: named('ES256'), signature, data })).toBe(false)
  })
})
