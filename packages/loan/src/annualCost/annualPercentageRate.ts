import { addMonths, daysBetween, wholeMonthsBetween } from '../calendar/localDate.js'
import { LoanError } from '../errors.js'
import { firstAdvance, type CashFlows } from './cashFlows.js'
import { internalRate, percentText, type PeriodFlow } from './internalRate.js'

export interface CashFlow {
  /** Months after the loan was paid out; fractions allowed. */
  readonly months: number
  /** Minor units; what the borrower pays is positive. */
  readonly amount: bigint
}

/** Both ways the People's Bank allows; a lender who shows the simple one says so. */
export interface AnnualPercentageRate {
  /** 单利: 12 × the monthly internal rate of return, per cent with two decimals. */
  readonly simplePercent: string
  /** 复利 (IRR): (1 + the monthly rate)^12 − 1, per cent with two decimals. */
  readonly compoundPercent: string
}

/**
 * The yearly cost of a loan from what was really paid out and all payments in return, fees included: PBoC Notice 2021 No. 3 (中国人民银行公告〔2021〕第3号).
 * Σ payment / (1 + i)^months = paid out, solved for i.
 * @throws LoanError `cash-flow-invalid`
 */
export function annualPercentageRate({ paidOut, payments }: { readonly paidOut: bigint; readonly payments: readonly CashFlow[] }): AnnualPercentageRate {
  const wrong = payments.findIndex(({ months, amount }) => !(months >= 0) || amount < 0n)
  if (paidOut <= 0n || wrong >= 0) throw new LoanError('cash-flow-invalid', { field: wrong >= 0 ? `payments/${wrong}` : 'paidOut' })
  const flows = payments.map(({ months, amount }): PeriodFlow => ({ amount, whole: Math.floor(months), part: [months - Math.floor(months), 1] }))
  return monthly([{ amount: -paidOut, whole: 0, part: [0, 1] }, ...flows])
}

/** The same from dates, with any number of advances: whole months from the first advance, remaining days as thirtieths of a month. @throws LoanError `cash-flow-invalid` */
export function chinaAnnualRate(cashFlows: CashFlows): AnnualPercentageRate {
  const start = firstAdvance(cashFlows)
  const flow = (sign: bigint) => ({ date, amount }: { date: typeof start; amount: bigint }): PeriodFlow => {
    const whole = wholeMonthsBetween(start, date)
    return { amount: sign * amount, whole, part: [daysBetween(addMonths(start, whole), date), 30] }
  }
  return monthly([...cashFlows.advances.map(flow(-1n)), ...cashFlows.payments.map(flow(1n))])
}

function monthly(flows: readonly PeriodFlow[]): AnnualPercentageRate {
  const solved = internalRate({ flows, parts: 'compound' })
  return {
    simplePercent: percentText(solved, { decimals: 2, percent: (rate) => rate * 1200, toRate: (percent) => percent.div(1200) }),
    compoundPercent: percentText(solved, { decimals: 2, percent: (rate) => ((1 + rate) ** 12 - 1) * 100, toRate: (percent) => percent.div(100).plus(1).pow('0.0833333333333333333333333333333333333333333333333333333333333').minus(1) }),
  }
}
