import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
