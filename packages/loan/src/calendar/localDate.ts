import { LoanError } from '../errors.js'

/** A calendar day without a zone. */
export interface LocalDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days in a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : monthLengths[month - 1]!
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** Reads `2026-12-20`. @throws LoanError `date-invalid`, with the field */
export function parseDate(text: string, field = 'date'): LocalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const [year = 0, month = 0, day = 0] = match?.slice(1).map(Number) ?? []
  if (!match || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw new LoanError('date-invalid', { field })
  return { year, month, day }
}

/** `2026-12-20`. */
export function formatDate({ year, month, day }: LocalDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * Months later, on the same day or the last one of a shorter month. Add to the first date of a series, never to the one before:
 * 31 January plus two single months is 28 March, plus two months at once 31 March.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const index = date.year * 12 + date.month - 1 + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) }
}

/** Days since 1 March of the year 0, by the usual civil calendar arithmetic. */
export function dayNumber({ year, month, day }: LocalDate): number {
  const shifted = month > 2 ? year : year - 1
  const fromMarch = month > 2 ? month - 3 : month + 9
  return 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + Math.floor((153 * fromMarch + 2) / 5) + day - 1
}

/** The day so many days later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** The inverse of dayNumber. */
export function fromDayNumber(number: number): LocalDate {
  const era = Math.floor(number / 146_097)
  const ofEra = number - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1 }
}

/** Whole months that fit between two dates counted forward from the first, by addMonths. */
export function wholeMonthsBetween(from: LocalDate, to: LocalDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month
  return compareDates(addMonths(from, months), to) > 0 ? months - 1 : months
}

/** Actual days from one date to another. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative, zero or positive. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return dayNumber(a) - dayNumber(b)
}
