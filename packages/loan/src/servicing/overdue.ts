import type { Money } from '../amount/money.js'
import { compareDates, daysBetween, type LocalDate } from '../calendar/localDate.js'
import { openAmount, openPart, type ServicedInstalment } from './servicedInstalment.js'

export interface Overdue {
  /** Since the oldest instalment whose principal or interest is not paid in full; 0 when none is late. Costs alone do not make a loan overdue. */
  readonly days: number
  /** Everything that is late. */
  readonly amount: Money
  readonly instalments: readonly number[]
}

/** What is late at the end of a day. An instalment is late from the day after its due date. */
export function overdueAt(instalments: readonly ServicedInstalment[], at: LocalDate): Overdue {
  const late = lateInstalments(instalments, at)
  return {
    days: daysLate(late, at),
    amount: late.reduce((sum, instalment) => sum + openAmount(instalment), 0n),
    instalments: late.map(({ number }) => number),
  }
}

export interface OverdueBalances {
  readonly days: number
  readonly overduePrincipal: Money
  /** Interest, penalty and compound interest that are late. */
  readonly overdueInterest: Money
  readonly overdueFees: Money
  /** All principal not repaid, late or not. */
  readonly outstandingPrincipal: Money
  /** 逾期贷款余额 of a loan repaid by instalments: the late principal up to 90 days, the whole principal beyond. */
  readonly overdueLoanBalance: Money
}

/** The balances of one day, as reports ask for them. */
export function overdueBalances(instalments: readonly ServicedInstalment[], at: LocalDate): OverdueBalances {
  const late = lateInstalments(instalments, at)
  const sum = (of: readonly ServicedInstalment[], ...parts: readonly ('principal' | 'interest' | 'penalty' | 'compound' | 'fees')[]): Money =>
    of.reduce((total, instalment) => parts.reduce((inner, part) => inner + openPart(instalment, part), total), 0n)
  const days = daysLate(late, at)
  const overduePrincipal = sum(late, 'principal')
  const outstandingPrincipal = sum(instalments, 'principal')
  return {
    days,
    overduePrincipal,
    overdueInterest: sum(late, 'interest', 'penalty', 'compound'),
    overdueFees: sum(late, 'fees'),
    outstandingPrincipal,
    overdueLoanBalance: days > 90 ? outstandingPrincipal : overduePrincipal,
  }
}

function lateInstalments(instalments: readonly ServicedInstalment[], at: LocalDate): readonly ServicedInstalment[] {
  return instalments.filter((instalment) => compareDates(instalment.dueDate, at) < 0 && openAmount(instalment) > 0n)
}

function daysLate(late: readonly ServicedInstalment[], at: LocalDate): number {
  return late.reduce((most, instalment) => (openAmount(instalment) > openPart(instalment, 'fees') ? Math.max(most, daysBetween(instalment.dueDate, at)) : most), 0)
}
