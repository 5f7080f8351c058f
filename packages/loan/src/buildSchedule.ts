import { Decimal } from 'decimal.js'
import { LoanError } from './errors.js'
import { addMonths, compareDates, type LocalDate } from './localDate.js'
import type { Money } from './money.js'
import { divideHalfUp } from './rational.js'

/** 等额本息, 等额本金, 先息后本, 一次性还本付息. */
export type RepaymentMethod = 'level-payment' | 'equal-principal' | 'interest-only' | 'bullet'

export interface ScheduleOptions {
  readonly principal: Money
  /** Yearly rate in per cent, as text: `4.25`. */
  readonly annualRatePercent: string
  readonly termMonths: number
  readonly method: RepaymentMethod
  /** Interest runs from this day. */
  readonly startDate: LocalDate
  readonly firstDueDate: LocalDate
}

export interface Instalment {
  /** 1 for the first. */
  readonly number: number
  readonly dueDate: LocalDate
  readonly principal: Money
  readonly interest: Money
  /** What remains after it. */
  readonly balance: Money
}

/** A rate as an exact fraction of one per month: per cent, in millionths, over 1200. */
const rateUnit = 1_000_000n

/**
 * A repayment schedule with one instalment a month (one in all for a bullet). A month counts as one twelfth of a year, whatever its days, the first one included.
 * Rounding is half up to the minor unit; the last instalment takes what is left, so that principals sum to the principal exactly.
 * @throws LoanError `principal-invalid`, `rate-invalid`, `term-invalid`, `date-invalid`
 */
export function buildSchedule(options: ScheduleOptions): readonly Instalment[] {
  const { principal, termMonths, method, startDate, firstDueDate } = options
  if (principal <= 0n) throw new LoanError('principal-invalid')
  if (!Number.isInteger(termMonths) || termMonths < 1 || termMonths > 600) throw new LoanError('term-invalid')
  if (compareDates(firstDueDate, startDate) <= 0) throw new LoanError('date-invalid', { why: 'the first due date is not after the start' })
  const rate = parseRate(options.annualRatePercent)
  if (method === 'bullet') {
    const interest = interestFor(principal, rate, BigInt(termMonths))
    return [{ number: 1, dueDate: addMonths(firstDueDate, termMonths - 1), principal, interest, balance: 0n }]
  }
  const level = method === 'level-payment' ? levelPayment(principal, options.annualRatePercent, termMonths) : 0n
  const instalments: Instalment[] = []
  let balance = principal
  for (let number = 1; number <= termMonths; number++) {
    const interest = interestFor(balance, rate, 1n)
    const due = principalDue({ method, principal, level, interest, termMonths })
    const part = number === termMonths || due > balance ? balance : due
    balance -= part
    instalments.push({ number, dueDate: addMonths(firstDueDate, number - 1), principal: part, interest, balance })
  }
  return instalments
}

function principalDue({ method, principal, level, interest, termMonths }: { method: RepaymentMethod; principal: Money; level: Money; interest: Money; termMonths: number }): Money {
  if (method === 'level-payment') return level - interest
  if (method === 'equal-principal') return divideHalfUp(principal, BigInt(termMonths))
  return 0n
}

/** The level payment A = P·i / (1 − (1+i)^−n), half up to the minor unit; P/n without interest. */
export function levelPayment(principal: Money, annualRatePercent: string, termMonths: number): Money {
  const Precise = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP })
  const monthly = new Precise(annualRatePercent).div(1200)
  if (monthly.isZero()) return divideHalfUp(principal, BigInt(termMonths))
  const discount = new Precise(1).minus(monthly.plus(1).pow(-termMonths))
  return BigInt(new Precise(principal.toString()).mul(monthly).div(discount).toFixed(0))
}

function interestFor(balance: Money, rate: bigint, months: bigint): Money {
  return divideHalfUp(balance * rate * months, 1200n * rateUnit)
}

/** @throws LoanError `rate-invalid` */
export function parseRate(text: string): bigint {
  const match = /^(\d{1,4})(?:\.(\d{1,6}))?$/.exec(text)
  const value = match ? BigInt(match[1]!) * rateUnit + BigInt((match[2] ?? '').padEnd(6, '0')) : -1n
  if (value < 0n || value > 1000n * rateUnit) throw new LoanError('rate-invalid')
  return value
}
