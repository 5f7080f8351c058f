import { describe, expect, it } from 'vitest'
import { holidayCalendar, shiftToBusinessDay } from './holidayCalendar.js'
import { formatDate, parseDate } from './localDate.js'

describe('business days', () => {
  // Shaped like a yearly notice; the days themselves are invented.
  const holidays = holidayCalendar({ 2027: { holidays: ['2027-05-03', '2027-05-31'], workdays: ['2027-05-08'] } })
  const shifted = (text: string, shift: 'following' | 'modified-following' | 'preceding'): string => formatDate(shiftToBusinessDay(parseDate(text), { holidays, shift }))

  it('follow the data, then the week', () => {
    expect(['2027-05-03', '2027-05-07', '2027-05-08', '2027-05-09', '2027-05-10'].map((text) => holidays.isBusinessDay(parseDate(text)))).toEqual([false, true, true, false, true])
  })

  it('move a payment', () => {
    expect(shifted('2027-05-01', 'following')).toBe('2027-05-04')
    expect(shifted('2027-05-01', 'preceding')).toBe('2027-04-30')
    expect(shifted('2027-05-29', 'following')).toBe('2027-06-01')
    expect(shifted('2027-05-29', 'modified-following')).toBe('2027-05-28')
    expect(shifted('2027-05-04', 'modified-following')).toBe('2027-05-04')
  })

  it('are not guessed for a year without data', () => {
    expect(() => holidays.isBusinessDay(parseDate('2028-01-03'))).toThrow(expect.objectContaining({ code: 'calendar-year-missing', details: { year: 2028 } }))
    expect(() => holidayCalendar({ 2027: { holidays: ['2028-01-01'], workdays: [] } })).toThrow(expect.objectContaining({ code: 'date-invalid' }))
  })
})
