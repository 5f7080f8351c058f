import { fraction, type Fraction } from '../amount/fraction.js'
import { addDays, daysBetween, isLeapYear, type LocalDate } from '../calendar/localDate.js'

/** Days in leap years over 366 and all others over 365. With the split on 31 December, a day belongs to the year in which it ends. */
export function actualActual(from: LocalDate, to: LocalDate, split: '1 January' | '31 December'): Fraction {
  const [start, end] = split === '1 January' ? [from, to] : [addDays(from, 1), addDays(to, 1)]
  let leap = 0
  let other = 0
  for (let year = start.year; year <= end.year; year++) {
    const opens = year === start.year ? start : { year, month: 1, day: 1 }
    const closes = year === end.year ? end : { year: year + 1, month: 1, day: 1 }
    if (isLeapYear(year)) leap += daysBetween(opens, closes)
    else other += daysBetween(opens, closes)
  }
  return fraction(leap * 365 + other * 366, 365 * 366)
}
