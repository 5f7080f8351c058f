import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holidayCalendar, shiftToBusinessDay } from './holidayCalendar.js'
import { addDays, addMonths, compareDates, dayNumber, formatDate, fromDayNumber, parseDate, wholeMonthsBetween } from './localDate.js'

const date = fc.integer({ min: dayNumber(parseDate('1900-01-01')), max: dayNumber(parseDate('2200-12-31')) }).map(fromDayNumber)

describe('dates', () => {
  it('count like the calendar of the platform', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -4_000, max: 4_000 }), (day, days) => {
        expect(dayNumber(fromDayNumber(dayNumber(day)))).toBe(dayNumber(day))
        const other = new Date(Date.UTC(day.year, day.month - 1, day.day + days))
        expect(formatDate(addDays(day, days))).toBe(other.toISOString().slice(0, 10))
      }),
    )
  })

  it('keep the day of the first date over shorter months', () => {
    const end = parseDate('2027-01-31')
    expect([1, 2, 3].map((months) => formatDate(addMonths(end, months)))).toEqual(['2027-02-28', '2027-03-31', '2027-04-30'])
  })

  it('know how many whole months fit', () => {
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [from, to] = compareDates(a, b) <= 0 ? [a, b] : [b, a]
        const months = wholeMonthsBetween(from, to)
        expect(compareDates(addMonths(from, months), to)).toBeLessThanOrEqual(0)
        expect(compareDates(addMonths(from, months + 1), to)).toBeGreaterThan(0)
      }),
    )
  })

  it('exist or are refused', () => {
    expect(compareDates(parseDate('2028-02-29'), parseDate('2028-03-01'))).toBe(-1)
    expect(() => parseDate('2027-02-29', 'startDate')).toThrow(expect.objectContaining({ code: 'date-invalid', details: { field: 'startDate' } }))
  })
})

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
