import type { Money } from '../amount/money.js'
import { compareDates, type LocalDate } from '../calendar/localDate.js'

/** What a contract says of a line: how much, from when until when, and whether what is repaid may be drawn again. */
export interface CreditLineTerms {
  readonly limit: Money
  /** The first day on which money may be drawn. */
  readonly availableFrom: LocalDate
  /** The last one. */
  readonly availableUntil: LocalDate
  readonly revolving: boolean
}

/** Money agreed to be drawn, paid out or not yet; what was given up is left out. */
export interface Drawdown {
  readonly principal: Money
  readonly repaidPrincipal: Money
}

export interface CreditLineUse {
  /** Principal that is drawn or promised and not repaid. */
  readonly outstanding: Money
  /** What the limit leaves: a revolving line counts what is outstanding, any other all that was ever drawn. Never below zero. */
  readonly undrawn: Money
}

/** How much of a line is used. */
export function creditLineUse({ limit, revolving }: Pick<CreditLineTerms, 'limit' | 'revolving'>, drawdowns: readonly Drawdown[]): CreditLineUse {
  const outstanding = drawdowns.reduce((sum, { principal, repaidPrincipal }) => sum + principal - repaidPrincipal, 0n)
  const used = revolving ? outstanding : drawdowns.reduce((sum, { principal }) => sum + principal, 0n)
  return { outstanding, undrawn: used < limit ? limit - used : 0n }
}

/** Whether money may be drawn on a day: first and last day count. */
export function isAvailableOn({ availableFrom, availableUntil }: Pick<CreditLineTerms, 'availableFrom' | 'availableUntil'>, day: LocalDate): boolean {
  return compareDates(day, availableFrom) >= 0 && compareDates(day, availableUntil) <= 0
}
