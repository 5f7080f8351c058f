import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { children, expectTag, onlyChild, readDer, readDerPrefix } from './read.js'
import { element, integer, octetString, sequence } from './write.js'

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))

describe('readDer', () => {
  it('reads what the writer wrote, for lengths on both sides of every form', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const value = new Uint8Array(length).fill(7)
      const node = readDer(octetString(value))
      expect(node.tag).toBe(0x04)
      expect(node.value).toEqual(value)
    }
  })

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['an indefinite length (X.690 section 10.1)', '30800000'],
    ['a long form where the short one fits', '04810100'],
    ['a long form with a leading zero', `04820081${'00'.repeat(129)}`],
    ['a length of five octets', '0485000000000100'],
    ['the reserved length octet', '04ff'],
    ['a high tag number', '1f0100'],
    ['a length beyond the end', '0402aa'],
    ['bytes after the element', '0401aa00'],
  ])('refuses %s', (_what, hex) => {
    expect(() => readDer(bytes(hex))).toThrow(expect.objectContaining({ code: 'der-malformed' }))
  })

  it('refuses a truncation at every byte', () => {
    const whole = sequence(integer(5), sequence(octetString(new Uint8Array(200))))
    for (let end = 0; end < whole.length; end++) expect(() => readDer(whole.subarray(0, end))).toThrow(SignatureError)
  })

  it('does not copy: the value lies in the bytes given', () => {
    const whole = octetString(Uint8Array.of(1, 2, 3))
    expect(readDer(whole).value.buffer).toBe(whole.buffer)
  })
})

describe('readDerPrefix', () => {
  it('leaves what follows alone', () => {
    expect(readDerPrefix(bytes('0401aa0000')).raw).toEqual(bytes('0401aa'))
  })
})

describe('onlyChild', () => {
  it('gives the element of an explicit tag, and refuses one that has none, several, or is primitive', () => {
    expect(onlyChild(readDer(bytes('a003020105'))).raw).toEqual(bytes('020105'))
    for (const hex of ['a000', 'a006020105020106', '800105']) expect(() => onlyChild(readDer(bytes(hex)))).toThrow(expect.objectContaining({ code: 'der-malformed' }))
  })
})

describe('children', () => {
  it('gives the elements in order', () => {
    expect(children(readDer(sequence(integer(1), octetString(Uint8Array.of(2))))).map(({ tag }) => tag)).toEqual([0x02, 0x04])
  })

  it('refuses a primitive element, and a child that passes the end of its parent', () => {
    expect(() => children(readDer(octetString(bytes('0500'))))).toThrow(SignatureError)
    expect(() => children(readDer(element(0x30, bytes('0405aa'))))).toThrow(SignatureError)
  })

  it('refuses more elements than any certificate or signature has', () => {
    const many = element(0x30, new Uint8Array(2 * 20_001).map((_, index) => (index % 2 === 0 ? 0x05 : 0x00)))
    expect(() => children(readDer(many))).toThrow(expect.objectContaining({ code: 'der-limit' }))
  })
})

describe('expectTag', () => {
  it('refuses another tag, and nothing at all', () => {
    expect(() => expectTag(readDer(integer(1)), 0x04)).toThrow(SignatureError)
    expect(() => expectTag(undefined, 0x04)).toThrow(SignatureError)
  })
})
