import { add, fraction, type Fraction } from '../amount/fraction.js'
import { addMonths, daysBetween, wholeMonthsBetween, type LocalDate } from '../calendar/localDate.js'

/** Whole months from the first day as twelfths, and what remains by the day over 360. */
export function byMonth(from: LocalDate, to: LocalDate): Fraction {
  const months = wholeMonthsBetween(from, to)
  return add(fraction(months, 12), fraction(daysBetween(addMonths(from, months), to), 360))
}
