import { describe, expect, it } from 'vitest'
import { SignatureError } from '../errors.js'
import { oids } from './oids.js'
import { readDer } from './read.js'
import { readBitString, readBoolean, readInteger, readNamedBits, readOid, readSmallInteger, readString, readTime } from './values.js'
import { element, objectIdentifier } from './write.js'

const node = (hex: string) => readDer(Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16)))
const text = (tag: number, value: string) => readDer(element(tag, new TextEncoder().encode(value)))

describe('readOid', () => {
  it('reads every identifier of the table back', () => {
    for (const oid of Object.values(oids)) expect(readOid(readDer(objectIdentifier(oid)))).toBe(oid)
  })

  it('reads the arcs below 2 beyond 39, and arcs of several octets', () => {
    expect(readOid(node('0603883703'))).toBe('2.999.3')
    expect(readOid(node('06062a864886f70d'))).toBe('1.2.840.113549')
  })

  it.each([
    ['empty', '0600'],
    ['an arc that is cut off', '06022a86'],
    ['an arc with a leading 0x80', '06032a8001'],
    ['an arc beyond what a number holds', '060a2affffffffffffffff7f'],
  ])('refuses %s', (_what, hex) => {
    expect(() => readOid(node(hex))).toThrow(SignatureError)
  })
})

describe('readInteger', () => {
  it('gives the content octets', () => {
    expect(readInteger(node('02020080'))).toEqual(Uint8Array.of(0, 0x80))
  })

  it.each([
    ['empty', '0200'],
    ['a needless leading zero', '0202007f'],
    ['a needless leading 0xff', '0202ff80'],
  ])('refuses %s (X.690 section 8.3.2)', (_what, hex) => {
    expect(() => readInteger(node(hex))).toThrow(SignatureError)
  })

  it('reads small ones as numbers, and refuses negative and large ones', () => {
    expect(readSmallInteger(node('02030186a0'))).toBe(100_000)
    expect(() => readSmallInteger(node('0201ff'))).toThrow(SignatureError)
    expect(() => readSmallInteger(node('020701000000000000'))).toThrow(SignatureError)
  })
})

describe('readBoolean and bit strings', () => {
  it('know only what DER allows', () => {
    expect(readBoolean(node('0101ff'))).toBe(true)
    expect(readBoolean(node('010100'))).toBe(false)
    expect(() => readBoolean(node('010101'))).toThrow(SignatureError)
    expect(readBitString(node('0302000a'))).toEqual(Uint8Array.of(0x0a))
    expect(() => readBitString(node('03020180'))).toThrow(SignatureError)
  })

  it('names the bits of a KeyUsage', () => {
    expect(readNamedBits(node('030206c0'))).toEqual([0, 1])
    expect(readNamedBits(node('03020106'))).toEqual([5, 6])
    expect(readNamedBits(node('0303070080'))).toEqual([8])
    expect(() => readNamedBits(node('03020880'))).toThrow(SignatureError)
  })
})

describe('readTime', () => {
  it('reads UTCTime in its century and GeneralizedTime with a fraction', () => {
    expect(readTime(text(0x17, '491231235959Z'))).toEqual(new Date('2049-12-31T23:59:59Z'))
    expect(readTime(text(0x17, '500101000000Z'))).toEqual(new Date('1950-01-01T00:00:00Z'))
    expect(readTime(text(0x18, '20261120024218.25Z'))).toEqual(new Date('2026-11-20T02:42:18.250Z'))
  })

  it.each([
    [0x17, '2611200242Z'],
    [0x17, '261120024218+0800'],
    [0x18, '20260230000000Z'],
    [0x18, '20261120240000Z'],
    [0x18, '20261120026018Z'],
    [0x18, '20261120024260Z'],
    [0x17, '261120024260Z'],
    [0x18, '20261120024218'],
    [0x18, '20261320024218Z'],
    [0x18, '00261120024218Z'],
    [0x04, '20261120024218Z'],
  ])('refuses tag %i with %s', (tag, value) => {
    expect(() => readTime(text(tag, value))).toThrow(SignatureError)
  })
})

describe('readString', () => {
  it('reads the string types of names', () => {
    expect(readString(text(0x0c, '周禾田'))).toBe('周禾田')
    expect(readString(node('1e0454687530'))).toBe('周田')
  })

  it('refuses broken UTF-8 and tags that are no strings', () => {
    expect(() => readString(node('0c02c328'))).toThrow(SignatureError)
    expect(() => readString(node('040141'))).toThrow(SignatureError)
  })
})
