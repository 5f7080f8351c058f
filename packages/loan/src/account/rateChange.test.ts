import { describe, expect, it } from 'vitest'
import { formatDate, parseDate } from '../calendar/localDate.js'
import { repriceToReference, repricingDates } from './rateChange.js'

describe('repricing', () => {
  const dates = (every: Parameters<typeof repricingDates>[0]['every']): string[] => repricingDates({ startDate: parseDate('2027-03-31'), endDate: parseDate('2029-03-31'), every }).map(formatDate)

  it('comes every so many months, counted from the start, or each 1 January, and not on the last day', () => {
    expect(dates({ months: 6 })).toEqual(['2027-09-30', '2028-03-31', '2028-09-30'])
    expect(dates({ months: 12 })).toEqual(['2028-03-31'])
    expect(dates('1 January')).toEqual(['2028-01-01', '2029-01-01'])
    expect(() => dates({ months: 0 })).toThrow(expect.objectContaining({ code: 'term-invalid', details: { field: 'every/months' } }))
  })

  it('is the reference rate of the day plus the margin of the contract', () => {
    expect(repriceToReference({ date: parseDate('2028-01-01'), referencePercent: '3.10', marginBasisPoints: 115, reference: 'LPR 1Y, 2027-12-20' })).toEqual({
      type: 'repricing', date: parseDate('2028-01-01'), annualRatePercent: '4.25', basis: { kind: 'reference-rate', reference: 'LPR 1Y, 2027-12-20' },
    })
  })
})
