import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import type { DigestAlgorithm } from '../registry/algorithms.js'
import { createHash } from './hash.js'

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
/** The same mathematics, but not the platform's object: pieces are kept, and WebCrypto is asked in the end. */
const other = { subtle: crypto.subtle } as Crypto

describe.each([
  ['the platform', crypto],
  ['another WebCrypto', other],
])('createHash on %s', (_what, used) => {
  // FIPS 180-2 appendices B, C and D: "abc".
  it.each<[DigestAlgorithm, string]>([
    ['SHA-256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['SHA-384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7'],
    ['SHA-512', 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'],
  ])('knows %s', async (algorithm, digest) => {
    const hash = createHash(algorithm, used)
    for (const letter of 'abc') hash.update(ascii(letter))
    expect(toHex(await hash.digest())).toBe(digest)
  })

  it('goes on from a fork, either way without the other', async () => {
    const one = createHash('SHA-256', used)
    one.update(ascii('same '))
    const two = one.fork()
    one.update(ascii('left'))
    two.update(ascii('right'))
    const whole = async (text: string): Promise<string> => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', ascii(text) as BufferSource)))
    expect(toHex(await one.digest())).toBe(await whole('same left'))
    expect(toHex(await two.digest())).toBe(await whole('same right'))
  })

  it('makes no difference where the pieces are cut', async () => {
    const data = Uint8Array.from({ length: 300 }, (_, i) => i & 255)
    const digests = new Set<string>()
    for (let cut = 0; cut <= data.length; cut++) {
      const hash = createHash('SHA-256', used)
      hash.update(data.subarray(0, cut))
      hash.update(data.subarray(cut))
      digests.add(toHex(await hash.digest()))
    }
    const empty = createHash('SHA-256', used)
    empty.update(concatBytes([data, new Uint8Array()]))
    expect([...digests]).toEqual([toHex(await empty.digest())])
  })
})

describe('createHash', () => {
  it('asks the WebCrypto it was given, and no other', async () => {
    const asked: string[] = []
    const given = { subtle: { digest: (algorithm: string, data: BufferSource) => (asked.push(algorithm), crypto.subtle.digest(algorithm, data)) } } as unknown as Crypto
    const hash = createHash('SHA-384', given)
    hash.update(ascii('abc'))
    await hash.digest()
    expect(asked).toEqual(['SHA-384'])
  })
})
