import { classificationFloor, type Classification } from '../china/classificationFloor.js'
import type { LocalDate } from '../calendar/localDate.js'
import { overdueBalances, type OverdueBalances } from '../servicing/overdue.js'
import type { ServicedInstalment } from '../servicing/servicedInstalment.js'
import { delinquencyRange, usualRanges, type DelinquencyRange } from './delinquency.js'

/** One loan of a portfolio. */
export interface PortfolioLoan {
  readonly id: string
  /** All instalments, those to come too. */
  readonly instalments: readonly ServicedInstalment[]
}

export interface ClassifiedLoan extends OverdueBalances {
  readonly id: string
  readonly classification: Classification
  /** Null when nothing is late. */
  readonly range: string | null
}

export interface ClassifyOptions {
  readonly at: LocalDate
  readonly ranges?: readonly DelinquencyRange[]
}

/** Classifies loans as they come, one at a time: nothing of a loan is kept once it was handed on, so that a portfolio of any size needs the memory of one loan. */
export async function* classifyLoans(loans: Iterable<PortfolioLoan> | AsyncIterable<PortfolioLoan>, { at, ranges = usualRanges }: ClassifyOptions): AsyncGenerator<ClassifiedLoan> {
  for await (const { id, instalments } of loans) {
    const balances = overdueBalances(instalments, at)
    yield { id, ...balances, classification: classificationFloor(balances.days), range: delinquencyRange(balances.days, ranges) }
  }
}
