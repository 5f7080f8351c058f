import { describe, expect, it } from 'vitest'
import { penaltyInterest, raiseRate } from './penalty.js'

describe('penalties', () => {
  it('raise a rate exactly', () => {
    expect(raiseRate('4.25', 50)).toBe('6.375')
    expect(raiseRate('4.25', 100)).toBe('8.50')
    expect(raiseRate('12', 30)).toBe('15.60')
  })

  it('count by the day of a 360-day year', () => {
    expect(penaltyInterest({ amount: 782_810n, annualRatePercent: '6.375', days: 10 })).toBe(1_386n)
  })
})
