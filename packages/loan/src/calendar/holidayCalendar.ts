import { LoanError } from '../errors.js'
import { addDays, compareDates, dayNumber, formatDate, parseDate, type LocalDate } from './localDate.js'

/** Which days banks are open. A port: the lender brings the data, for China the yearly notice of the State Council. */
export interface HolidayCalendar {
  /** @throws LoanError `calendar-year-missing` for a year whose notice is not known: the answer is never guessed from weekdays. */
  isBusinessDay(date: LocalDate): boolean
}

export interface HolidayYear {
  /** Days off that would be working days: `2026-02-17`. */
  readonly holidays: readonly string[]
  /** Saturdays and Sundays that are worked (调休). */
  readonly workdays: readonly string[]
}

/** A calendar from data by year. @throws LoanError `date-invalid` when a date does not exist or stands under another year */
export function holidayCalendar(years: Readonly<Record<number, HolidayYear>>): HolidayCalendar {
  const days = (key: keyof HolidayYear): ReadonlySet<string> =>
    new Set(
      Object.entries(years).flatMap(([year, data]) =>
        data[key].map((text) => {
          if (parseDate(text, `${year}/${key}`).year !== Number(year)) throw new LoanError('date-invalid', { field: `${year}/${key}` })
          return text
        }),
      ),
    )
  const holidays = days('holidays')
  const workdays = days('workdays')
  return {
    isBusinessDay(date) {
      if (!Object.hasOwn(years, date.year)) throw new LoanError('calendar-year-missing', { year: date.year })
      const text = formatDate(date)
      return workdays.has(text) || (!holidays.has(text) && !isWeekend(date))
    },
  }
}

/** Where a payment goes whose day is no business day. Modified-following does not leave the month. Interest does not move with it. */
export type DayShift = 'following' | 'modified-following' | 'preceding'

/** The business day that stands for a date. @throws LoanError `calendar-year-missing` */
export function shiftToBusinessDay(date: LocalDate, { holidays, shift }: { readonly holidays: HolidayCalendar; readonly shift: DayShift }): LocalDate {
  const search = (step: 1 | -1): LocalDate => {
    let day = date
    while (!holidays.isBusinessDay(day)) day = addDays(day, step)
    return day
  }
  if (shift === 'preceding') return search(-1)
  const later = search(1)
  return shift === 'modified-following' && compareDates(later, date) !== 0 && later.month !== date.month ? search(-1) : later
}

/** Day 0 is 1 March of the year 0, a Wednesday. */
function isWeekend(date: LocalDate): boolean {
  const weekday = (dayNumber(date) + 3) % 7
  return weekday === 0 || weekday === 6
}
