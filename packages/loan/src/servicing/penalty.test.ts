import { describe, expect, it } from 'vitest'
import { penaltyInterest } from './penalty.js'

describe('penaltyInterest', () => {
  it('counts by the day of a 360-day year', () => {
    expect(penaltyInterest({ amount: 782_810n, annualRatePercent: '6.375', days: 10 })).toBe(1_386n)
    expect(penaltyInterest({ amount: 782_810n, annualRatePercent: '6.375', days: 10, yearDays: 365 })).toBe(1_367n)
    expect(penaltyInterest({ amount: 782_810n, annualRatePercent: '6.375', days: 0 })).toBe(0n)
  })

  it('refuses days before the due date', () => {
    expect(() => penaltyInterest({ amount: 1n, annualRatePercent: '6.375', days: -1 })).toThrow(expect.objectContaining({ code: 'date-invalid', details: { field: 'days' } }))
  })
})
