import { fraction } from '../amount/fraction.js'
import { addDays, addMonths, compareDates, dayNumber, daysBetween, wholeMonthsBetween, type LocalDate } from '../calendar/localDate.js'
import { firstAdvance, type CashFlows } from './cashFlows.js'
import { internalRate, percentText, type PeriodFlow } from './internalRate.js'

/** The standard period in which intervals are counted; what is left over is counted in days. */
export type StandardPeriod = 'week' | 'month' | 'year'

export interface EuropeanAnnualRateOptions extends CashFlows {
  /** The period of the instalments: `month` by default. */
  readonly period?: StandardPeriod
  /** One by default, which is what the annex asks for. */
  readonly decimals?: 1 | 2
}

/**
 * The annual percentage rate of charge X: Σ C_k (1 + X)^−t_k = Σ D_l (1 + X)^−s_l, times in years from the first drawdown.
 * Directive 2008/48/EC, Annex I, part I; Directive (EU) 2023/2225, Annex III, part I (the same equation). A following 5 is rounded up (remark d).
 * @throws LoanError `cash-flow-invalid`
 */
export function europeanAnnualRate({ advances, payments, period = 'month', decimals = 1 }: EuropeanAnnualRateOptions): string {
  const start = firstAdvance({ advances, payments })
  const flow = (sign: bigint) => ({ date, amount }: { date: LocalDate; amount: bigint }): PeriodFlow => {
    const { numerator, denominator } = europeanInterval(start, date, period)
    return { amount: sign * amount, whole: 0, part: [Number(numerator), Number(denominator)] }
  }
  const solved = internalRate({ flows: [...advances.map(flow(-1n)), ...payments.map(flow(1n))], parts: 'compound' })
  return percentText(solved, { decimals, percent: (rate) => rate * 100, toRate: (percent) => percent.div(100) })
}

/**
 * An interval in years (2014/17/EU, Annex I, remark (c); 2023/2225, Annex III, remark (c)): 52 weeks or 12 equal months a year.
 * What is no whole number of periods is a whole number of them and days, counted back towards the first drawdown: first the periods, then the days,
 * and the days over 365 or 366, the length of the year that ends on the last of those days.
 * From 31 January to 28 February is a month: a period ends with the last day of a month that lacks its day (Regulation 1182/71, article 3(2)(c)).
 */
export function europeanInterval(from: LocalDate, to: LocalDate, period: StandardPeriod): ReturnType<typeof fraction> {
  const even = evenPeriods(from, to, period)
  if (even !== null) return even
  const whole = wholePeriodsBack(from, to, period)
  const last = periodsBack(to, whole, period)
  const yearLength = daysBetween(addMonths(last, -12), last)
  const perYear = { week: 52, month: 12, year: 1 }[period]
  return fraction(whole * yearLength + perYear * daysBetween(from, last), perYear * yearLength)
}

function evenPeriods(from: LocalDate, to: LocalDate, period: StandardPeriod): ReturnType<typeof fraction> | null {
  if (period === 'week') return null
  const months = wholeMonthsBetween(from, to)
  const even = compareDates(addMonths(from, months), to) === 0 && (period === 'month' || months % 12 === 0)
  return even ? fraction(months, 12) : null
}

function wholePeriodsBack(from: LocalDate, to: LocalDate, period: StandardPeriod): number {
  if (period === 'week') return Math.floor((dayNumber(to) - dayNumber(from)) / 7)
  const step = period === 'year' ? 12 : 1
  const guess = Math.floor(((to.year - from.year) * 12 + to.month - from.month) / step)
  return compareDates(addMonths(to, -guess * step), from) < 0 ? guess - 1 : guess
}

function periodsBack(to: LocalDate, count: number, period: StandardPeriod): LocalDate {
  return period === 'week' ? addDays(to, -7 * count) : addMonths(to, -count * (period === 'year' ? 12 : 1))
}
