import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { fromBase64url, toBase64url } from './base64url.js'

describe('base64url', () => {
  // RFC 4648 section 10, without the padding; and the two characters that differ from base64.
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
    ['\u00fb\u00ff\u00fe', '-__-'],
  ])('%j is %j', (text, encoded) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    expect(toBase64url(bytes)).toBe(encoded)
    expect(fromBase64url(encoded)).toEqual(bytes)
  })

  it('comes back as it was at any length', () => {
    for (let length = 0; length < 300; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255)
      expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
    }
  })

  it.each(['a', 'ab+/', 'ab==', 'a b', 'abcde', 'Zh', 'Zm9', 'Zg=', 'Zg\n'])('refuses %j', (text) => {
    expect(() => fromBase64url(text)).toThrow(SignatureError)
  })
})
