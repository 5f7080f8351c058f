import { fraction, type Fraction } from '../amount/fraction.js'
import { LoanError } from '../errors.js'
import { compareDates, daysBetween, type LocalDate } from '../calendar/localDate.js'
import { actualActual } from './actualActual.js'
import { byMonth } from './byMonth.js'
import { thirty360, type Thirty360 } from './thirty360.js'

/**
 * How long a stretch of days is in years. The contract names one, and the schedule uses the same.
 * - `by-month`: whole months as twelfths, remaining days over 360 (逐笔计息法: 对年对月, 不足月按实际天数).
 * - `30/360-us`: the rule of US securities (SIA, NASD), with its end of February.
 * - `30/360-bond-basis`: 2006 ISDA Definitions 4.16(f).
 * - `30e/360`: 4.16(g). - `30e/360-isda`: 4.16(h), which asks for the maturity.
 * - `act/360`: 4.16(e). - `act/365f`: 4.16(d).
 * - `act/act-isda`: 4.16(b), the year changes on 1 January.
 * - `act/act-31-december`: as above, with the day from 31 December to 1 January in the new year, as Apache Fineract counts.
 */
export type DayCount = 'by-month' | 'act/360' | 'act/365f' | 'act/act-isda' | 'act/act-31-december' | Thirty360

export const dayCounts: readonly DayCount[] = ['by-month', 'act/360', 'act/365f', 'act/act-isda', 'act/act-31-december', '30/360-us', '30/360-bond-basis', '30e/360', '30e/360-isda']

export interface YearFractionOptions {
  readonly dayCount: DayCount
  readonly from: LocalDate
  /** Not before `from`; the first day is counted and the last is not. */
  readonly to: LocalDate
  /** When the loan ends: only `30e/360-isda` asks. */
  readonly maturity?: LocalDate
}

/** The exact length in years. @throws LoanError `date-invalid` when `to` is before `from` */
export function yearFraction({ dayCount, from, to, maturity }: YearFractionOptions): Fraction {
  if (compareDates(from, to) > 0) throw new LoanError('date-invalid', { field: 'to' })
  switch (dayCount) {
    case 'by-month': return byMonth(from, to)
    case 'act/360': return fraction(daysBetween(from, to), 360)
    case 'act/365f': return fraction(daysBetween(from, to), 365)
    case 'act/act-isda': return actualActual(from, to, '1 January')
    case 'act/act-31-december': return actualActual(from, to, '31 December')
    default: return fraction(thirty360(dayCount, from, to, maturity), 360)
  }
}
