import { LoanError } from './errors.js'

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

/** @throws LoanError `date-invalid` */
export function parseDate(text: string): LocalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const [year = 0, month = 0, day = 0] = match?.slice(1).map(Number) ?? []
  if (!match || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw new LoanError('date-invalid')
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

/** Actual days from one date to another. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Negative, zero or positive. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return dayNumber(a) - dayNumber(b)
}
