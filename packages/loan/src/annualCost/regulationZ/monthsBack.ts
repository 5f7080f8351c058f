import { compareDates, daysBetween, daysInMonth, type LocalDate } from '../../calendar/localDate.js'

/**
 * Full months measured back from the later date, and the days from the earlier date to the first of them (Appendix J (b)(5)(ii)).
 * The anchor is the day on which a series is meant to fall: the 30th is the last of February, and the last day of each month is 31 (Appendix J (b)(3)(iv)).
 */
export function monthsBack(from: LocalDate, to: LocalDate, anchor: number | null): { readonly months: number; readonly days: number } {
  const back = (months: number): LocalDate => {
    const index = to.year * 12 + to.month - 1 - months
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
    return { year, month, day: Math.min(anchor !== null && onAnchor(to, anchor) ? anchor : to.day, daysInMonth(year, month)) }
  }
  const guess = (to.year - from.year) * 12 + to.month - from.month
  const months = compareDates(back(guess), from) < 0 ? guess - 1 : guess
  return { months, days: daysBetween(from, back(months)) }
}

/** The day on which the dates late in their month are meant to fall, or null when there is no one such day. Payments on the 15th and the last day have one too. */
export function anchorDay(dates: readonly LocalDate[]): number | null {
  const late = dates.filter(({ day }) => day >= 28)
  const latest = Math.max(...late.map(({ day }) => day))
  return late.length > 0 && late.every((date) => onAnchor(date, latest)) ? latest : null
}

function onAnchor({ year, month, day }: LocalDate, anchor: number): boolean {
  return day === Math.min(anchor, daysInMonth(year, month))
}
