import { addMonths, compareDates, daysBetween, type LocalDate } from '../../calendar/localDate.js'
import { LoanError } from '../../errors.js'
import type { CashFlows, DatedFlow } from '../cashFlows.js'
import { internalRate, percentText, type PeriodFlow } from '../internalRate.js'
import { anchorDay, monthsBack } from './monthsBack.js'
import { unitPeriodOf, unitPeriodsPerYear, type UnitPeriod } from './unitPeriod.js'
import { unitPeriodsBetween } from './unitPeriodsBetween.js'

export interface RegulationZOptions extends CashFlows {
  /** Worked out from the dates by (b)(4) when it is not given. */
  readonly unitPeriod?: UnitPeriod
}

export interface RegulationZAnnualRate {
  /** Per cent with two decimals. */
  readonly aprPercent: string
  /** What was counted in; `term` for a single advance and payment within a year. */
  readonly unitPeriod: UnitPeriod | 'term'
}

/**
 * The annual percentage rate of closed-end credit by the actuarial method: 12 CFR 1026, Appendix J, general equation (b)(8),
 * Σ A / ((1 + e·i)(1 + i)^q) = Σ P / ((1 + f·i)(1 + i)^t), and (b)(1): i times the unit-periods in a year.
 * Time begins with the first advance or, when that is earlier, the first payment.
 * @throws LoanError `cash-flow-invalid`
 */
export function regulationZAnnualRate({ advances, payments, unitPeriod }: RegulationZOptions): RegulationZAnnualRate {
  const all = [...advances, ...payments]
  const wrong = all.findIndex(({ amount }) => amount <= 0n)
  if (advances.length === 0 || payments.length === 0 || wrong >= 0) throw new LoanError('cash-flow-invalid', { field: advances.length === 0 || (wrong >= 0 && wrong < advances.length) ? 'advances' : 'payments' })
  const start = all.map(({ date }) => date).sort(compareDates)[0]!
  const [only, ...others] = payments
  const last = only!.date
  if (unitPeriod === undefined && advances.length === 1 && others.length === 0 && compareDates(last, addMonths(start, 12)) < 0) {
    return solve([...advances.map((flow) => toFlow(flow, -1n, 0)), ...payments.map((flow) => toFlow(flow, 1n, 1))], singlePeriodsPerYear(start, last), 'term')
  }
  const anchor = anchorDay(payments.map(({ date }) => date))
  const unit = unitPeriod ?? (advances.length === 1 && others.length === 0 ? ({ kind: 'month', count: 12 } as const) : unitPeriodOf({ advances, payments }, start, anchor))
  const flows = ([[advances, -1n], [payments, 1n]] as const).flatMap(([list, sign]) =>
    list.map(({ date, amount }): PeriodFlow => ({ amount: sign * amount, ...unitPeriodsBetween(start, date, unit, anchor) })),
  )
  return solve(flows, unitPeriodsPerYear(unit), unit)
}

/** (b)(5)(vi) and (vii): a term below a year is the unit-period; whole months over 12, else days over 365. */
function singlePeriodsPerYear(start: LocalDate, end: LocalDate): readonly [number, number] {
  const { months, days } = monthsBack(start, end, null)
  if (compareDates(start, end) === 0) throw new LoanError('cash-flow-invalid', { field: 'payments/0/date' })
  return days === 0 ? [12, months] : [365, daysBetween(start, end)]
}

function toFlow({ amount }: DatedFlow, sign: bigint, whole: number): PeriodFlow {
  return { amount: sign * amount, whole, part: [0, 1] }
}

function solve(flows: readonly PeriodFlow[], [numerator, denominator]: readonly [number, number], unitPeriod: UnitPeriod | 'term'): RegulationZAnnualRate {
  const aprPercent = percentText(internalRate({ flows, parts: 'simple' }), {
    decimals: 2,
    percent: (rate) => (rate * 100 * numerator) / denominator,
    toRate: (percent) => percent.mul(denominator).div(numerator).div(100),
  })
  return { aprPercent, unitPeriod }
}
