import { describe, expect, it } from 'vitest'
import { compareDer, generalizedTime, integer, objectIdentifier, setOf } from './write.js'

const hex = (bytes: Uint8Array): string => Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join('')

describe('the DER writer', () => {
  it('writes minimal integers that are never negative', () => {
    expect(hex(integer(0))).toBe('020100')
    expect(hex(integer(127))).toBe('02017f')
    expect(hex(integer(128))).toBe('02020080')
    expect(hex(integer(100_000))).toBe('02030186a0')
    expect(hex(integer(Uint8Array.of(0, 0, 5)))).toBe('020105')
    expect(hex(integer(Uint8Array.of(0xff)))).toBe('020200ff')
    expect(hex(integer(new Uint8Array()))).toBe('020100')
  })

  it('writes object identifiers', () => {
    expect(hex(objectIdentifier('1.2.840.113549.1.7.2'))).toBe('06092a864886f70d010702')
    expect(hex(objectIdentifier('2.999.3'))).toBe('0603883703')
  })

  it('writes times to the second', () => {
    expect(new TextDecoder().decode(generalizedTime(new Date('2026-11-20T02:42:18.900Z')).subarray(2))).toBe('20261120024218Z')
  })

  it('orders a SET OF by its encoded members, the shorter first (X.690 section 11.6)', () => {
    const members = [Uint8Array.of(0x04, 2, 1, 0), Uint8Array.of(0x04, 1, 9), Uint8Array.of(0x02, 1, 1)]
    expect(hex(setOf(0x31, members))).toBe(`310a${'020101'}${'040109'}${'04020100'}`)
    expect(members[0]).toEqual(Uint8Array.of(0x04, 2, 1, 0))
    expect(compareDer(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(0)
  })
})
