import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { Bits } from './deflate.fixture.js'
import { inflate } from './inflate.js'

const most = 1 << 22
const text = new TextEncoder().encode('<</Type/StructElem/P 12 0 R/K[1 2 3]>>\n'.repeat(300))
const noise = Uint8Array.from({ length: 9000 }, (_, i) => Math.imul(i * i + 7, 2654435761) >>> 24)

const ours = (bytes: Uint8Array): Uint8Array | null => {
  try {
    return inflate(bytes, 0, (size) => {
      if (size > most) throw new SignatureError('pdf-limit')
      return most
    })
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}
const peer = (bytes: Uint8Array): Uint8Array | null => {
  try {
    return new Uint8Array(inflateRawSync(bytes, { maxOutputLength: most }))
  } catch {
    return null
  }
}

/** A last block with the fixed codes. */
const fixed = (): Bits => new Bits().put(3, 3).fixed(65)
const end = (bits: Bits): Uint8Array => bits.fixed(256).put(0, 16).bytes

const odd: Record<string, Uint8Array> = {
  'a block of no kind': new Bits().put(7, 3).put(0, 16).bytes,
  'a stored block whose length is not what its complement says': Uint8Array.of(1, 2, 0, 0xfc, 0xff, 65, 66),
  'a stored block that ends too soon': Uint8Array.of(1, 3, 0, 0xfc, 0xff, 65, 66),
  'a length that there is none of': end(fixed().fixed(286).word(0, 5)),
  'a distance that there is none of': end(fixed().fixed(257).word(30, 5)),
  'the other distance that there is none of': end(fixed().fixed(257).word(31, 5)),
  'a distance to before the beginning': end(fixed().fixed(257).word(1, 5)),
  'too many lengths': new Bits().put(5, 3).put(30, 5).put(0, 5).put(0, 4).put(0, 400).bytes,
  'a code of lengths with more words than there are': new Bits().put(5, 3).put(0, 5).put(0, 5).put(0, 4).put(1, 3).put(1, 3).put(1, 3).put(0, 400).bytes,
  'a code of lengths with a word too few': new Bits().put(5, 3).put(0, 5).put(0, 5).put(0, 4).put(1, 3).put(0, 400).bytes,
  'no code of lengths': new Bits().put(5, 3).put(0, 5).put(0, 5).put(0, 400).bytes,
  'no last block': Uint8Array.of(0, 2, 0, 0xfd, 0xff, 65, 66),
  'nothing': new Uint8Array(),
}

describe('inflate', () => {
  it.each([0, 1, 6, 9])('gives what was deflated at level %d, with each strategy', (level) => {
    for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]) {
      for (const data of [text, noise, new Uint8Array(70_000), new Uint8Array(), Uint8Array.of(1)]) expect(ours(deflateRawSync(data, { level, strategy }))).toEqual(data)
    }
  })

  it.each(Object.entries(odd))('refuses %s, as zlib does', (_, bytes) => {
    expect([ours(bytes), peer(bytes)]).toEqual([null, null])
  })

  it('refuses what zlib refuses, and gives what zlib gives, cut anywhere and with octets changed', () => {
    const samples = [text, noise.subarray(0, 500), new TextEncoder().encode('1 0 2 9 <</A 1>> (x)')].flatMap((data) => [0, 1, 9].map((level) => deflateRawSync(data, { level })))
    const mutation = fc.tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat(40))
    fc.assert(
      fc.property(mutation, ([sample, changes, cut]) => {
        const bytes = Uint8Array.from(cut > 30 ? sample.subarray(0, sample.length - cut + 30) : sample)
        for (const [place, octet] of changes) bytes[place % Math.min(bytes.length, 120)] = octet
        expect(ours(bytes)).toEqual(peer(bytes))
      }),
      { numRuns: Number(process.env['INFLATE_RUNS'] ?? 3000) },
    )
  })

  it('reads any octets as zlib does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(5, 3, 1, 4), (bytes, head) => {
        const changed = Uint8Array.of((bytes[0] ?? 0) & 0xf8 | head, ...bytes)
        expect(ours(changed)).toEqual(peer(changed))
      }),
      { numRuns: Number(process.env['INFLATE_RUNS'] ?? 3000) },
    )
  })
})
