import type { Money } from '../amount/money.js'
import { shiftToBusinessDay } from '../calendar/holidayCalendar.js'
import { addMonths, compareDates, type LocalDate } from '../calendar/localDate.js'
import { LoanError } from '../errors.js'
import type { Terms } from './terms.js'

/** One instalment before its amounts are known. */
export interface Due {
  readonly number: number
  /** The due date before, or the first day of the loan. */
  readonly periodStart: LocalDate
  readonly periodEnd: LocalDate
  readonly dueDate: LocalDate
  /** Months since the due date before, when it is one of the regular series: 28 February to 31 March is one month there. */
  readonly months: number | null
  /** False in a grace period and out of season: interest alone. */
  readonly repaysPrincipal: boolean
  readonly fee: Money
}

/** The dates of a loan. Each is counted from the first due date, so that short months do not pull the day forward. @throws LoanError `terms-invalid`, `date-invalid`, `calendar-year-missing` */
export function dueDates(terms: Terms): readonly Due[] {
  const { termMonths, monthsPerInstalment = 1, method, graceInstalments = 0, season, fees = [], firstDueDate, businessDays, furtherDisbursements = [] } = terms
  const count = termMonths / monthsPerInstalment
  const inSeason = (date: LocalDate): boolean => season === undefined || season.months.includes(date.month)
  const fee = fees.reduce((sum, { amount, charged }) => (charged === 'each-instalment' ? sum + amount : sum), 0n)
  const dues: Due[] = []
  let lastIndex = -1
  for (let index = 0; index < count; index++) {
    const last = index === count - 1
    const periodEnd = addMonths(firstDueDate, index * monthsPerInstalment)
    const skipped = method === 'bullet' || (season?.interest === 'with-principal' && !inSeason(periodEnd))
    if (skipped && !last) continue
    dues.push({
      number: dues.length + 1,
      periodStart: dues.at(-1)?.periodEnd ?? terms.startDate,
      periodEnd,
      dueDate: businessDays === undefined ? periodEnd : shiftToBusinessDay(periodEnd, businessDays),
      months: lastIndex < 0 ? null : (index - lastIndex) * monthsPerInstalment,
      repaysPrincipal: last || (method !== 'interest-only' && dues.length >= graceInstalments && inSeason(periodEnd)),
      fee,
    })
    lastIndex = index
  }
  if (season && !dues.some(({ periodEnd, repaysPrincipal }) => repaysPrincipal && inSeason(periodEnd))) throw new LoanError('terms-invalid', { field: 'season/months', why: 'no instalment falls into these months' })
  const late = furtherDisbursements.findIndex(({ date }) => compareDates(date, dues.at(-1)!.periodEnd) >= 0)
  if (late >= 0) throw new LoanError('date-invalid', { field: `furtherDisbursements/${late}/date`, why: 'it is not before the last instalment' })
  return dues
}
