import { expect, it } from 'vitest'
import { toHex, writeHex } from './hex.js'

it('writes two small digits for each octet, as text or into the place given', () => {
  expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff')
  const every = Uint8Array.from({ length: 256 }, (_, octet) => octet)
  const target = new Uint8Array(516)
  writeHex(every, target, 2)
  expect(new TextDecoder().decode(target)).toBe(`\0\0${toHex(every)}\0\0`)
  expect(toHex(every).slice(0x9a * 2, 0x9d * 2)).toBe('9a9b9c')
})
