import { compareDates, daysBetween, type LocalDate } from './localDate.js'
import type { Money } from './money.js'

/** An instalment with what was paid towards it. */
export interface ServicedInstalment {
  readonly number: number
  readonly dueDate: LocalDate
  readonly principal: Money
  readonly interest: Money
  readonly paidPrincipal: Money
  readonly paidInterest: Money
}

export interface Overdue {
  /** Since the oldest instalment that is not paid in full; 0 when none is late. */
  readonly days: number
  /** Principal and interest that are late. */
  readonly amount: Money
  readonly instalments: readonly number[]
}

/** What is late at the end of a day. An instalment is late from the day after its due date. */
export function overdueAt(instalments: readonly ServicedInstalment[], at: LocalDate): Overdue {
  const late = instalments.filter((instalment) => compareDates(instalment.dueDate, at) < 0 && openAmount(instalment) > 0n)
  return {
    days: late.reduce((most, { dueDate }) => Math.max(most, daysBetween(dueDate, at)), 0),
    amount: late.reduce((sum, instalment) => sum + openAmount(instalment), 0n),
    instalments: late.map(({ number }) => number),
  }
}

/** What is still to be paid of an instalment. */
export function openAmount({ principal, interest, paidPrincipal, paidInterest }: ServicedInstalment): Money {
  return principal + interest - paidPrincipal - paidInterest
}

/** 正常, 关注, 次级, 可疑, 损失. */
export type Classification = 'normal' | 'special-mention' | 'substandard' | 'doubtful' | 'loss'

/**
 * The least severe class that days overdue leave open (风险分类办法 2023 No. 1, articles 10 to 13; up to 7 days is taken as technical).
 * A floor, not the class: the bank's own judgement may be worse.
 */
export function classificationFloor(daysOverdue: number): Classification {
  if (daysOverdue > 360) return 'loss'
  if (daysOverdue > 270) return 'doubtful'
  if (daysOverdue > 90) return 'substandard'
  return daysOverdue > 7 ? 'special-mention' : 'normal'
}
