import { describe, expect, it } from 'vitest'
import { add, fraction, round, times } from './fraction.js'

describe('fractions', () => {
  it('add and multiply exactly', () => {
    expect(round(times(add(fraction(1, 3), fraction(1, 6)), 10n))).toBe(5n)
    expect(add(fraction(0, 7), fraction(2, 5))).toEqual(fraction(2, 5))
  })
})
