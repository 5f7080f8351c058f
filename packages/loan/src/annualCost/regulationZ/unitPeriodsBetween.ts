import { daysBetween, type LocalDate } from '../../calendar/localDate.js'
import { monthsBack } from './monthsBack.js'
import type { UnitPeriod } from './unitPeriod.js'

/** Full unit-periods t and the remaining fraction f, as numerator and denominator. */
export interface UnitPeriods {
  readonly whole: number
  readonly part: readonly [number, number]
}

/** Regulation Z, Appendix J (b)(5)(i) to (v). */
export function unitPeriodsBetween(from: LocalDate, to: LocalDate, unit: UnitPeriod, anchor: number | null): UnitPeriods {
  if (unit.kind === 'day') return { whole: daysBetween(from, to), part: [0, 1] }
  if (unit.kind === 'week') return divide(daysBetween(from, to), 7 * unit.count)
  const { months, days } = monthsBack(from, to, anchor)
  if (unit.kind === 'semimonth') return divide(30 * months + days, 15)
  // (ii): a month keeps its days over 30, also when they are 30 or more.
  if (unit.count === 1) return { whole: months, part: [days, 30] }
  if (unit.count < 12) return divide(30 * months + days, 30 * unit.count)
  // (v): full years, then months over 12 when they come out even, else days over 365.
  const years = Math.floor(months / 12)
  if (days === 0) return { whole: years, part: [months % 12, 12] }
  return { whole: years, part: [daysBetween(from, yearsBack(to, years, anchor)), 365] }
}

function yearsBack(to: LocalDate, years: number, anchor: number | null): LocalDate {
  const year = to.year - years
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const day = to.month === 2 ? Math.min(anchor ?? to.day, leap ? 29 : 28) : to.day
  return { year, month: to.month, day }
}

function divide(days: number, length: number): UnitPeriods {
  return { whole: Math.floor(days / length), part: [days % length, length] }
}
