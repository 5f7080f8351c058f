import { compareDates, daysBetween, daysInMonth, type LocalDate } from '../../calendar/localDate.js'
import type { CashFlows } from '../cashFlows.js'
import { monthsBack } from './monthsBack.js'

/** A standard interval of Regulation Z, Appendix J (b)(3)(iii). Twelve months are a year. */
export type UnitPeriod =
  | { readonly kind: 'day' }
  | { readonly kind: 'week'; readonly count: number }
  | { readonly kind: 'semimonth' }
  | { readonly kind: 'month'; readonly count: number }

/** How many make a year, as a fraction: 365, 52 over weeks, 24, 12 over months (Appendix J (b)(5)). */
export function unitPeriodsPerYear(unit: UnitPeriod): readonly [number, number] {
  if (unit.kind === 'day') return [365, 1]
  if (unit.kind === 'semimonth') return [24, 1]
  return [unit.kind === 'week' ? 52 : 12, unit.count]
}

/**
 * The unit-period of a transaction with more than one advance or payment (Appendix J (b)(4)(i)): the period that occurs most often, the shorter one of
 * two that occur equally often; when none occurs twice, the average of all periods rounded to the nearest standard interval, the lower one of two equally near.
 */
export function unitPeriodOf({ advances, payments }: CashFlows, start: LocalDate, anchor: number | null): UnitPeriod {
  const periods = [...periodsOf(advances.map(({ date }) => date), start), ...periodsOf(payments.map(({ date }) => date), start)]
  const counts = new Map<string, { unit: UnitPeriod; count: number }>()
  for (const period of periods) {
    for (const unit of readings(period, anchor)) {
      const key = JSON.stringify(unit)
      counts.set(key, { unit, count: (counts.get(key)?.count ?? 0) + 1 })
    }
  }
  const common = [...counts.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count || lengthInDays(a.unit) - lengthInDays(b.unit))[0]
  return common?.unit ?? nearestStandard(periods.reduce((sum, [from, to]) => sum + daysBetween(from, to), 0) / periods.length)
}

type Period = readonly [LocalDate, LocalDate]

function periodsOf(dates: readonly LocalDate[], start: LocalDate): Period[] {
  const sorted = [start, ...dates].sort(compareDates)
  return sorted.slice(1).map((date, index): Period => [sorted[index]!, date]).filter(([from, to]) => compareDates(from, to) < 0)
}

/** Everything an interval can be: 28 days in February are four weeks and a month. The transaction as a whole decides. */
function readings([from, to]: Period, anchor: number | null): UnitPeriod[] {
  const days = daysBetween(from, to)
  const { months, days: rest } = monthsBack(from, to, anchor)
  return [
    ...(days === 1 ? [{ kind: 'day' } as const] : []),
    ...(days % 7 === 0 && days <= 364 ? [{ kind: 'week', count: days / 7 } as const] : []),
    ...(isSemimonth(from, to, days) ? [{ kind: 'semimonth' } as const] : []),
    ...(rest === 0 && months >= 1 && months <= 12 ? [{ kind: 'month', count: months } as const] : []),
  ]
}

/** From a day to the one about fifteen days on: 1 to 16, 16 to 1, 15 to the last of a month. */
function isSemimonth(from: LocalDate, to: LocalDate, days: number): boolean {
  if (days < 13 || days > 18) return false
  const ordinal = (date: LocalDate): number => (date.day === daysInMonth(date.year, date.month) ? 30 : Math.min(date.day, 30)) + 30 * (date.year * 12 + date.month)
  return Math.abs(ordinal(to) - ordinal(from) - 15) <= 1
}

function lengthInDays(unit: UnitPeriod): number {
  if (unit.kind === 'day') return 1
  if (unit.kind === 'week') return 7 * unit.count
  return unit.kind === 'semimonth' ? 15 : 30 * unit.count
}

function nearestStandard(days: number): UnitPeriod {
  const standard: UnitPeriod[] = [
    { kind: 'day' }, { kind: 'semimonth' },
    ...Array.from({ length: 12 }, (_, index) => ({ kind: 'month', count: index + 1 }) as const),
    ...Array.from({ length: 52 }, (_, index) => ({ kind: 'week', count: index + 1 }) as const),
  ]
  const off = (unit: UnitPeriod): number => Math.abs(lengthInDays(unit) - days)
  return standard.sort((a, b) => off(a) - off(b) || lengthInDays(a) - lengthInDays(b))[0]!
}
