import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundDivide, type Rounding } from './rounding.js'

describe('rounding', () => {
  it.each<[Rounding, readonly bigint[]]>([
    ['half-up', [-3n, -2n, -1n, -1n, 0n, 0n, 1n, 1n, 2n, 3n]],
    ['half-even', [-2n, -2n, -1n, 0n, 0n, 0n, 0n, 1n, 2n, 2n]],
    ['up', [-3n, -2n, -2n, -1n, -1n, 1n, 1n, 2n, 2n, 3n]],
    ['down', [-2n, -1n, -1n, 0n, 0n, 0n, 0n, 1n, 1n, 2n]],
  ])('%s of tenths -25, -15, -12, -5, -1, 1, 5, 12, 15, 25', (rounding, expected) => {
    expect([-25n, -15n, -12n, -5n, -1n, 1n, 5n, 12n, 15n, 25n].map((tenths) => roundDivide(tenths, 10n, rounding))).toEqual(expected)
  })

  it('never moves by a whole unit, and is the same for plus and minus', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n), fc.constantFrom<Rounding>('half-up', 'half-even', 'up', 'down'), (numerator, denominator, rounding) => {
        const result = roundDivide(numerator, denominator, rounding)
        const off = result * denominator - numerator
        expect(off < denominator && -off < denominator).toBe(true)
        expect(roundDivide(-numerator, denominator, rounding)).toBe(-result)
      }),
    )
  })
})
