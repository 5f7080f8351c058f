import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, dayNumber, fromDayNumber, parseDate } from '../calendar/localDate.js'
import { dayCounts, yearFraction, type DayCount } from './dayCount.js'

const years = (dayCount: DayCount, from: string, to: string, maturity?: string): number => {
  const { numerator, denominator } = yearFraction({ dayCount, from: parseDate(from), to: parseDate(to), ...(maturity === undefined ? {} : { maturity: parseDate(maturity) }) })
  return Number(numerator) / Number(denominator)
}
const days360 = (dayCount: DayCount, from: string, to: string, maturity?: string): number => Math.round(years(dayCount, from, to, maturity) * 360)

/** ISDA, "30/360 day count conventions", 22 December 2008, examples 2 and 3; read in the test suite of QuantLib, which transcribes the sheet. Columns: bond basis, 30E/360. */
const table: readonly [string, string, number, number][] = [
  ['2006-08-20', '2007-02-20', 180, 180],
  ['2008-02-20', '2008-08-20', 180, 180],
  ['2006-08-31', '2007-02-28', 178, 178],
  ['2007-02-28', '2007-08-31', 183, 182],
  ['2007-08-31', '2008-02-29', 179, 179],
  ['2008-02-29', '2008-08-31', 182, 181],
  ['2008-08-31', '2009-02-28', 178, 178],
  ['2006-01-31', '2006-02-28', 28, 28],
  ['2006-01-30', '2006-02-28', 28, 28],
  ['2006-02-28', '2006-03-03', 5, 5],
  ['2006-02-14', '2006-02-28', 14, 14],
  ['2006-09-30', '2006-10-31', 30, 30],
  ['2006-10-31', '2006-11-28', 28, 28],
  ['2007-08-31', '2008-02-28', 178, 178],
  ['2008-02-28', '2008-08-28', 180, 180],
  ['2008-02-28', '2008-08-30', 182, 182],
  ['2008-02-28', '2008-08-31', 183, 182],
  ['2007-02-26', '2008-02-28', 362, 362],
  ['2007-02-26', '2008-02-29', 363, 363],
  ['2008-02-29', '2009-02-28', 359, 359],
  ['2008-02-28', '2008-03-30', 32, 32],
  ['2008-02-28', '2008-03-31', 33, 32],
]

/** The same sheet, 30E/360 ISDA: examples 2 (maturity 29 February 2012) and 3 (29 February 2008). */
const isda: readonly [string, string, number, string][] = [
  ['2006-02-28', '2006-08-31', 180, '2012-02-29'],
  ['2006-08-31', '2007-02-28', 180, '2012-02-29'],
  ['2007-08-31', '2008-02-29', 180, '2012-02-29'],
  ['2011-08-31', '2012-02-29', 179, '2012-02-29'],
  ['2006-01-31', '2006-02-28', 30, '2008-02-29'],
  ['2006-01-30', '2006-02-28', 30, '2008-02-29'],
  ['2006-02-28', '2006-03-03', 3, '2008-02-29'],
  ['2006-02-14', '2006-02-28', 16, '2008-02-29'],
  ['2006-10-31', '2006-11-28', 28, '2008-02-29'],
  ['2007-08-31', '2008-02-28', 178, '2008-02-29'],
  ['2008-02-28', '2008-08-31', 182, '2008-02-29'],
  ['2007-02-28', '2008-02-28', 358, '2008-02-29'],
  ['2007-02-28', '2008-02-29', 359, '2008-02-29'],
  ['2008-02-29', '2009-02-28', 360, '2008-02-29'],
  ['2008-02-29', '2008-03-31', 30, '2008-02-29'],
]

/** ISDA, "EMU and market conventions", November 1998, and later memoranda, as QuantLib's suite has them. */
const actual: readonly [string, string, number][] = [
  ['2003-11-01', '2004-05-01', 0.49772438056740776],
  ['1999-02-01', '1999-07-01', 0.41095890410958902],
  ['1999-07-01', '2000-07-01', 1.0013773486039374],
  ['2002-08-15', '2003-07-15', 0.91506849315068495],
  ['2003-07-15', '2004-01-15', 0.50400479077775282],
  ['1999-07-30', '2000-01-30', 0.50389250692417098],
  ['2000-01-30', '2000-06-30', 0.41530054644808745],
]

describe('yearFraction', () => {
  it.each(table)('30/360 from %s to %s: bond basis %i, 30E/360 %i', (from, to, bondBasis, eurobond) => {
    expect(days360('30/360-bond-basis', from, to)).toBe(bondBasis)
    expect(days360('30e/360', from, to)).toBe(eurobond)
  })

  it.each(isda)('30E/360 ISDA from %s to %s: %i', (from, to, expected, maturity) => {
    expect(days360('30e/360-isda', from, to, maturity)).toBe(expected)
  })

  it('30/360 US takes the end of February for a 30th', () => {
    // By hand from the rule; bond basis counts 178, 183 and 359 here.
    expect(days360('30/360-us', '2006-08-31', '2007-02-28')).toBe(178)
    expect(days360('30/360-us', '2007-02-28', '2007-08-31')).toBe(180)
    expect(days360('30/360-us', '2008-02-29', '2009-02-28')).toBe(360)
    expect(days360('30/360-us', '2008-02-28', '2008-03-31')).toBe(33)
  })

  it.each(actual)('act/act ISDA from %s to %s', (from, to, expected) => {
    expect(years('act/act-isda', from, to)).toBeCloseTo(expected, 12)
  })

  it('act/act with the year split on 31 December', () => {
    // One day moves from 2003 to 2004: 60/365 + 122/366 instead of 61/365 + 121/366.
    expect(years('act/act-31-december', '2003-11-01', '2004-05-01')).toBeCloseTo(60 / 365 + 122 / 366, 14)
    expect(years('act/act-31-december', '2003-12-31', '2004-01-01')).toBeCloseTo(1 / 366, 14)
    expect(years('act/act-isda', '2003-12-31', '2004-01-01')).toBeCloseTo(1 / 365, 14)
  })

  it('act/360, act/365 fixed and by month', () => {
    expect(years('act/360', '2026-12-20', '2027-01-20')).toBeCloseTo(31 / 360, 14)
    expect(years('act/365f', '2027-12-31', '2028-12-31')).toBeCloseTo(366 / 365, 14)
    expect(years('by-month', '2026-12-20', '2027-12-20')).toBe(1)
    expect(years('by-month', '2026-12-20', '2027-02-01')).toBeCloseTo(1 / 12 + 12 / 360, 14)
    expect(years('by-month', '2027-01-31', '2027-02-28')).toBeCloseTo(1 / 12, 14)
  })

  it('is never negative, grows with the later date and is a year for a year, in every convention', () => {
    const date = fc.integer({ min: dayNumber(parseDate('1950-01-01')), max: dayNumber(parseDate('2150-12-31')) }).map(fromDayNumber)
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...dayCounts), (from, length, dayCount) => {
        const to = fromDayNumber(dayNumber(from) + length)
        const maturity = fromDayNumber(dayNumber(to) + 1)
        const { numerator, denominator } = yearFraction({ dayCount, from, to, maturity })
        expect(denominator).toBeGreaterThan(0n)
        // A 31st counts as a 30th in all 30/360, so that two days may count as none, but never less than none… except from an end of February.
        if (!dayCount.startsWith('30')) expect(numerator).toBeGreaterThanOrEqual(0n)
        expect(Math.abs(Number(numerator) / Number(denominator) - length / 365.25)).toBeLessThan(0.02 + length / 365.25 / 50)
      }),
    )
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const start = from.day > 28 ? { ...from, day: 28 } : from
        const anniversary = addMonths(start, 12 * count)
        for (const dayCount of ['by-month', '30/360-bond-basis', '30e/360'] as const) {
          const { numerator, denominator } = yearFraction({ dayCount, from: start, to: anniversary })
          expect(numerator).toBe(denominator * BigInt(count))
        }
      }),
    )
  })

  it('refuses dates in the wrong order', () => {
    expect(() => years('act/360', '2027-01-02', '2027-01-01')).toThrow(expect.objectContaining({ code: 'date-invalid' }))
  })
})
