import { describe, expect, it } from 'vitest'
import { newCode } from './oneTimeCode.js'

describe('newCode', () => {
  it('keeps leading zeros and throws away what would make some codes likelier', () => {
    const draws = [0xff_ff_ff_ff, 4_294_000_000, 4_293_999_999, 42]
    const random = (length: number): Uint8Array => {
      const bytes = Buffer.alloc(length)
      bytes.writeUInt32BE(draws.shift()!)
      return bytes
    }
    expect(newCode(random)).toBe('999999')
    expect(newCode(random)).toBe('000042')
    expect(draws).toEqual([])
  })
})
