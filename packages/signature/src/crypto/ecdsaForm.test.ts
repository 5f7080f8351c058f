import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { derToP1363, p1363ToDer } from './ecdsaForm.js'

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))

describe('the two forms of an ECDSA signature', () => {
  it('turn into each other, with leading zeros and with high bits', () => {
    const raw = new Uint8Array(64)
    raw.set([0x00, 0x00, 0x01], 0)
    raw.fill(0xff, 32)
    const der = p1363ToDer(raw)
    expect(derToP1363(der, 32)).toEqual(raw)
    // s has its high bit set and needs a zero in front (X.690 section 8.3); r loses its zeros.
    expect(der.length).toBe(2 + 2 + 30 + 2 + 33)
  })

  it.each([0, 63, 65, 62, 128])('refuse %i octets of WebCrypto form', (length) => {
    expect(() => p1363ToDer(new Uint8Array(length))).toThrow(TypeError)
  })

  it.each([
    ['a negative number', '30060201ff020101'],
    ['a number of 33 octets', `3026${'022101'}${'00'.repeat(32)}020101`],
    ['one number', '3003020101'],
    ['three numbers', '3009020101020101020101'],
    ['a needless zero', '300702020001020101'],
    ['bytes after it', '300602010102010100'],
  ])('refuse DER with %s', (_what, hex) => {
    expect(() => derToP1363(bytes(hex), 32)).toThrow(SignatureError)
  })
})
