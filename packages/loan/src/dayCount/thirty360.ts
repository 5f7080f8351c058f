import { compareDates, daysInMonth, type LocalDate } from '../calendar/localDate.js'

export type Thirty360 = '30/360-us' | '30/360-bond-basis' | '30e/360' | '30e/360-isda'

/** 360 (Y2 − Y1) + 30 (M2 − M1) + (D2 − D1); the conventions differ in the days D1 and D2 they put for the last days of a month. */
export function thirty360(convention: Thirty360, from: LocalDate, to: LocalDate, maturity?: LocalDate): number {
  const [first, last] = days(convention, from, to, maturity)
  return 360 * (to.year - from.year) + 30 * (to.month - from.month) + (last - first)
}

function days(convention: Thirty360, from: LocalDate, to: LocalDate, maturity: LocalDate | undefined): [number, number] {
  if (convention === '30e/360') return [Math.min(from.day, 30), Math.min(to.day, 30)]
  if (convention === '30e/360-isda') {
    const isMaturity = maturity !== undefined && compareDates(to, maturity) === 0
    return [isMonthEnd(from) ? 30 : from.day, isMonthEnd(to) && !(isMaturity && to.month === 2) ? 30 : to.day]
  }
  // The US rule takes the end of February for a 30th, and the second date with it only when both are one.
  const february = convention === '30/360-us' && from.month === 2 && isMonthEnd(from)
  const first = february ? 30 : Math.min(from.day, 30)
  const bothFebruary = february && to.month === 2 && isMonthEnd(to)
  return [first, bothFebruary || (to.day === 31 && first === 30) ? 30 : to.day]
}

function isMonthEnd({ year, month, day }: LocalDate): boolean {
  return day === daysInMonth(year, month)
}
