import { buildSchedule, chinaAnnualRate, formatDate, formatMoney, LoanError, parseDate, parseMoney, scheduleFlows, type AnnualPercentageRate, type Instalment, type RepaymentMethod, type Season, type Terms } from '@loansign/loan'
import { ContractError } from '../errors.js'

export interface ScheduleRow {
  readonly number: number
  readonly dueDate: string
  readonly principal: string
  readonly interest: string
  readonly total: string
  readonly balance: string
}

/** A schedule as drawn, with its sums. */
export interface Schedule {
  readonly schedule: readonly ScheduleRow[]
  readonly totals: { readonly principal: string; readonly interest: string; readonly total: string }
}

/** What an order says about money and days. */
export interface PlanTerms {
  readonly principal: string
  readonly annualRatePercent: string
  readonly termMonths: number
  readonly repaymentMethod: RepaymentMethod
  readonly startDate: string
  readonly firstDueDate: string
}

export interface RepaymentPlan {
  readonly instalments: readonly Instalment[]
  readonly principal: bigint
  readonly interest: bigint
  readonly annualCost: AnnualPercentageRate
  readonly drawn: Schedule
}

/**
 * A repayment plan and its annual cost, by @loansign/loan.
 * @throws ContractError `contract-data-invalid` at `pointer` when amount, rate, term and dates make no schedule
 */
export function repaymentPlan(order: PlanTerms, pointer: string, season?: Season): RepaymentPlan {
  const terms: Terms = {
    principal: parseMoney(order.principal), annualRatePercent: order.annualRatePercent, termMonths: order.termMonths, method: order.repaymentMethod,
    startDate: parseDate(order.startDate), firstDueDate: parseDate(order.firstDueDate), ...(season === undefined ? {} : { season }),
  }
  try {
    const instalments = buildSchedule(terms)
    const sum = (pick: (row: Instalment) => bigint): bigint => instalments.reduce((total, row) => total + pick(row), 0n)
    const [principal, interest] = [sum((row) => row.principal), sum((row) => row.interest)]
    return {
      instalments, principal, interest,
      annualCost: chinaAnnualRate(scheduleFlows(terms, instalments)),
      drawn: {
        schedule: instalments.map((row) => ({
          number: row.number, dueDate: formatDate(row.dueDate), principal: formatMoney(row.principal), interest: formatMoney(row.interest),
          total: formatMoney(row.principal + row.interest), balance: formatMoney(row.balance),
        })),
        totals: { principal: formatMoney(principal), interest: formatMoney(interest), total: formatMoney(principal + interest) },
      },
    }
  } catch (cause) {
    if (!(cause instanceof LoanError)) throw cause
    const expected = { 'zh-CN': '能排出还款计划的金额、利率、期限和日期', en: 'amount, rate, term and dates that make a schedule' }
    throw new ContractError('contract-data-invalid', { fields: [{ pointer, expected, reason: cause.code }] }, { cause })
  }
}
