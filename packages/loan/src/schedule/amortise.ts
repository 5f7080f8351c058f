import { add, fraction, round, subtract, times, zero, type Fraction } from '../amount/fraction.js'
import type { Money } from '../amount/money.js'
import { rateTimesYears } from '../amount/rate.js'
import { roundDivide, type Rounding } from '../amount/rounding.js'
import { compareDates, type LocalDate } from '../calendar/localDate.js'
import { yearFraction, type DayCount } from '../dayCount/dayCount.js'
import type { Due } from './dueDates.js'
import { levelAmount } from './levelAmount.js'
import type { Disbursement, Instalment, RepaymentMethod } from './terms.js'

/** A loan from some day on: from its start, from a prepayment, or from a change of rate. */
export interface Remainder {
  readonly method: RepaymentMethod
  readonly dayCount: DayCount
  readonly rounding: Rounding
  /** Hundred-millionths of one per cent. */
  readonly rate: bigint
  readonly from: LocalDate
  readonly balance: Money
  /** Years of the current period before `from`. */
  readonly elapsed: Fraction
  /** Exact interest of that time, when it is still due with the first instalment. */
  readonly carried: Fraction
  readonly dues: readonly Due[]
  /** Not in the balance yet: of the current period, also before `from`, and later. One on a due date belongs to the period after it. */
  readonly disbursements: readonly Disbursement[]
  readonly balloon: Money
  /**
   * The level instalment, or the part of principal, is not worked out but this: to the end, which comes sooner then,
   * or until the balance next changes by a disbursement.
   */
  readonly amount?: { readonly value: Money; readonly endsSooner: boolean }
}

/**
 * The instalments of a remainder. Interest of a period is exact and rounded once; principal is what the method leaves, and the last instalment
 * takes the rest, so that principals sum to the balance and the disbursements exactly.
 */
export function amortise(remainder: Remainder): readonly Instalment[] {
  const { method, rounding, rate, dayCount, dues, balloon } = remainder
  const maturity = dues.at(-1)!.periodEnd
  const factors = dues.map((due, index) => rateTimesYears(rate, index === 0 ? subtract(periodYears(dayCount, due, maturity), remainder.elapsed) : periodYears(dayCount, due, maturity)))
  const instalments: Instalment[] = []
  let { balance } = remainder
  let amount: Money | null = remainder.amount?.value ?? null
  for (const [index, due] of dues.entries()) {
    const drawn = remainder.disbursements.filter(({ date }) => compareDates(date, due.periodStart) >= 0 && compareDates(date, due.periodEnd) < 0)
    const ending = index === dues.length - 1
    const carried = index === 0 ? remainder.carried : zero
    const onBalance = add(carried, times(factors[index]!, balance))
    const interest = round(drawn.reduce((sum, disbursement) => add(sum, drawnInterest(remainder, disbursement, due, maturity)), onBalance), rounding)
    if (amount === null && due.repaysPrincipal && !ending) {
      const repaying = dues.slice(index).filter(({ repaysPrincipal }) => repaysPrincipal).length
      amount = method === 'equal-principal'
        ? roundDivide(balance - balloon, BigInt(repaying), rounding)
        : levelAmount({ balance, carried, periods: dues.slice(index).map(({ repaysPrincipal }, offset) => ({ factor: factors[index + offset]!, repaysPrincipal })), balloon, rounding })
    }
    // What is drawn within the period is repaid from the next instalment on.
    const open = balance + drawn.reduce((sum, disbursement) => sum + disbursement.amount, 0n)
    const wanted = amount === null || !due.repaysPrincipal ? 0n : method === 'level-payment' ? amount - interest : amount
    const paysOff = ending || (remainder.amount?.endsSooner === true && due.repaysPrincipal && wanted >= open)
    const principal = paysOff ? open : clamp(wanted, balance > balloon ? balance - balloon : 0n)
    balance = open - principal
    instalments.push({ number: due.number, dueDate: due.dueDate, periodEnd: due.periodEnd, principal, interest, fee: due.fee, balance })
    if (paysOff) break
    if (drawn.length > 0) amount = null
  }
  return instalments
}

/** The length of a whole period. By month, one of the series is its months, whatever the lengths of those. */
function periodYears(dayCount: DayCount, due: Due, maturity: LocalDate): Fraction {
  if (dayCount === 'by-month' && due.months !== null) return fraction(due.months, 12)
  return yearFraction({ dayCount, from: due.periodStart, to: due.periodEnd, maturity })
}

/** Interest on what was drawn within a period: its own days to the end, less those before `from`, which were counted. */
function drawnInterest({ dayCount, rate, from }: Remainder, { date, amount }: Disbursement, due: Due, maturity: LocalDate): Fraction {
  const whole = yearFraction({ dayCount, from: date, to: due.periodEnd, maturity })
  const years = compareDates(date, from) < 0 && compareDates(from, due.periodEnd) < 0 ? subtract(whole, yearFraction({ dayCount, from: date, to: from, maturity })) : whole
  return times(rateTimesYears(rate, years), amount)
}

function clamp(value: Money, most: Money): Money {
  if (value <= 0n) return 0n
  return value < most ? value : most
}
