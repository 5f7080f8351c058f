import type { Money } from '../amount/money.js'
import type { Classification } from '../china/classificationFloor.js'
import type { ClassifiedLoan } from './classifyLoans.js'

/** How many loans, and how much of them. */
export interface PortfolioLine {
  readonly loans: number
  readonly outstandingPrincipal: Money
  readonly overdueLoanBalance: Money
}

export interface PortfolioSummary {
  readonly total: PortfolioLine
  readonly byClass: Readonly<Record<Classification, PortfolioLine>>
  /** By the name of the range; loans that are not late are in none. */
  readonly byRange: Readonly<Record<string, PortfolioLine>>
  /** 不良: substandard, doubtful and loss. */
  readonly nonPerforming: PortfolioLine
}

/** Sums a stream of classified loans. */
export async function summarisePortfolio(classified: AsyncIterable<ClassifiedLoan> | Iterable<ClassifiedLoan>): Promise<PortfolioSummary> {
  const none: PortfolioLine = { loans: 0, outstandingPrincipal: 0n, overdueLoanBalance: 0n }
  const join = (line: PortfolioLine, { outstandingPrincipal, overdueLoanBalance }: ClassifiedLoan): PortfolioLine => ({
    loans: line.loans + 1, outstandingPrincipal: line.outstandingPrincipal + outstandingPrincipal, overdueLoanBalance: line.overdueLoanBalance + overdueLoanBalance,
  })
  let total = none
  let nonPerforming = none
  const byClass: Record<Classification, PortfolioLine> = { normal: none, 'special-mention': none, substandard: none, doubtful: none, loss: none }
  const byRange: Record<string, PortfolioLine> = {}
  for await (const loan of classified) {
    total = join(total, loan)
    byClass[loan.classification] = join(byClass[loan.classification], loan)
    if (loan.range !== null) byRange[loan.range] = join(byRange[loan.range] ?? none, loan)
    if (loan.classification !== 'normal' && loan.classification !== 'special-mention') nonPerforming = join(nonPerforming, loan)
  }
  return { total, byClass, byRange, nonPerforming }
}
