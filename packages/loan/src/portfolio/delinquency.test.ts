import { describe, expect, it } from 'vitest'
import { delinquencyRange } from './delinquency.js'

describe('delinquencyRange', () => {
  it('has a range for every day', () => {
    expect([0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 270, 271, 360, 361, 9_999].map((days) => delinquencyRange(days))).toEqual([
      null, '1-30', '1-30', '31-60', '31-60', '61-90', '61-90', '91-180', '91-180', '181-270', '181-270', '271-360', '271-360', '361+', '361+',
    ])
  })

  it.each([
    [[{ name: 'a', fromDays: 1, toDays: 30 }, { name: 'b', fromDays: 32, toDays: null }], 'ranges/1'],
    [[{ name: 'a', fromDays: 0, toDays: null }], 'ranges/0'],
    [[{ name: 'a', fromDays: 1, toDays: 30 }], 'ranges/0'],
  ])('refuses ranges with gaps or without an end', (ranges, field) => {
    expect(() => delinquencyRange(5, ranges)).toThrow(expect.objectContaining({ code: 'terms-invalid', details: { field } }))
  })
})
