import { add, round, subtract, times, zero, type Fraction } from '../amount/fraction.js'
import type { Money } from '../amount/money.js'
import { rateTimesYears } from '../amount/rate.js'
import { addDays, compareDates, daysBetween, type LocalDate } from '../calendar/localDate.js'
import { yearFraction } from '../dayCount/dayCount.js'
import { amortise, type Remainder } from '../schedule/amortise.js'
import type { Disbursement, Instalment } from '../schedule/terms.js'
import { allocatePayment, statutoryOrder } from '../servicing/allocatePayment.js'
import { penaltyExact } from '../servicing/penalty.js'
import { openAmount, openPart, type ServicedInstalment } from '../servicing/servicedInstalment.js'
import type { EarlyRepayment, ServicingTerms } from './loanAccount.js'

/** An instalment that became due, with the exact penalties it gathered. */
interface DueInstalment {
  entry: ServicedInstalment
  readonly dueDate: LocalDate
  penalisedTo: LocalDate
  penalty: Fraction
  compound: Fraction
}

/** The working state of one replay: nobody else sees it. */
export interface Ledger {
  readonly servicing: ServicingTerms
  /** Method, day count, rounding and balloon of the loan, with the rate of now. */
  remainder: Remainder
  /** Instalments to come and their dates, one for one. */
  planned: readonly Instalment[]
  /** Principal not yet due, from before this period. */
  balance: Money
  /** Principal paid out in this period. */
  drawn: readonly Disbursement[]
  /** Of the current period: years behind, and the exact interest of them. */
  elapsed: Fraction
  carried: Fraction
  readonly due: DueInstalment[]
  readonly early: EarlyRepayment[]
  credit: Money
}

/** The day the next instalment becomes due: the end of its period, or its due date where business days moved that forward. */
export function nextDueDay({ planned: [next] }: Ledger): LocalDate | null {
  if (next === undefined) return null
  return compareDates(next.dueDate, next.periodEnd) < 0 ? next.dueDate : next.periodEnd
}

/** The next instalment becomes due; money that waited goes to it. */
export function becomeDue(ledger: Ledger): void {
  const next = ledger.planned[0]!
  chargePenalties(ledger, nextDueDay(ledger)!)
  pushDue(ledger, { number: next.number, dueDate: next.dueDate, principal: next.principal, interest: next.interest, fees: next.fee })
  ledger.planned = ledger.planned.slice(1)
  ledger.remainder = { ...ledger.remainder, dues: ledger.remainder.dues.slice(1) }
  ledger.balance = openBalance(ledger) - next.principal
  ledger.drawn = []
  ledger.elapsed = zero
  ledger.carried = zero
  payDue(ledger, 0n)
}

/** Penalties up to a day, exact until they are charged; the charge is the rounded sum, so that parts never add up to more than the whole. */
export function chargePenalties({ due, servicing, remainder: { rate, rounding } }: Ledger, on: LocalDate): void {
  const { penalty: terms } = servicing
  for (const instalment of due) {
    if (compareDates(on, addDays(instalment.dueDate, terms.graceDays)) <= 0 || compareDates(on, instalment.penalisedTo) <= 0) continue
    const days = daysBetween(instalment.penalisedTo, on)
    instalment.penalisedTo = on
    instalment.penalty = add(instalment.penalty, penaltyExact({ amount: openPart(instalment.entry, 'principal'), rate, days, terms }))
    if (terms.compound) instalment.compound = add(instalment.compound, penaltyExact({ amount: openPart(instalment.entry, 'interest'), rate, days, terms }))
    instalment.entry = { ...instalment.entry, penalty: round(instalment.penalty, rounding), compound: round(instalment.compound, rounding) }
  }
}

/** Money for what is due; the rest waits. Penalties are charged before. */
export function payDue(ledger: Ledger, amount: Money): void {
  const { instalments, excess } = allocatePayment(ledger.due.map(({ entry }) => entry), amount + ledger.credit, ledger.servicing.allocation ?? statutoryOrder)
  instalments.forEach((entry, index) => (ledger.due[index]!.entry = entry))
  ledger.credit = excess
}

export function openDue({ due }: Ledger): Money {
  return due.reduce((sum, { entry }) => sum + openAmount(entry), 0n)
}

/** All principal not yet due. */
export function openBalance({ balance, drawn }: Ledger): Money {
  return drawn.reduce((sum, { amount }) => sum + amount, balance)
}

/** Money goes out, once a loan with instalments to come is there. The instalment to come keeps its amount and bears the interest; those after it are worked out anew. */
export function draw(ledger: Ledger, date: LocalDate, amount: Money): void {
  const value = currentAmount(ledger, 0)
  const { interest, elapsed } = interestTo(ledger, date)
  ledger.carried = interest
  ledger.elapsed = elapsed
  const { periodStart } = ledger.remainder.dues[0]!
  // Where business days moved a due date before the end of its period, the money counts from the next one.
  ledger.drawn = [...ledger.drawn, { date: compareDates(date, periodStart) < 0 ? periodStart : date, amount }]
  planAnew(ledger, { from: date, amount: { value, endsSooner: false } })
}

/** The level instalment, or the part of principal, of an instalment to come. */
export function currentAmount({ planned, remainder: { method } }: Ledger, index: number): Money {
  const { principal, interest } = planned[index]!
  return method === 'level-payment' ? principal + interest : principal
}

/** Principal comes back early: what is older first. */
export function takeBack(ledger: Ledger, principal: Money): void {
  let rest = principal
  const take = (amount: Money): Money => {
    const part = amount < rest ? amount : rest
    rest -= part
    return amount - part
  }
  ledger.balance = take(ledger.balance)
  ledger.drawn = ledger.drawn.map(({ date, amount }) => ({ date, amount: take(amount) }))
}

/** Exact interest of the current period up to a day, not yet paid. */
export function interestTo(ledger: Ledger, on: LocalDate): { readonly interest: Fraction; readonly elapsed: Fraction } {
  const { carried, drawn, remainder: { rate, dayCount, from, dues } } = ledger
  const elapsed = yearsInto(ledger, on)
  const maturity = dues.at(-1)?.periodEnd ?? on
  const onBalance = add(carried, times(rateTimesYears(rate, subtract(elapsed, ledger.elapsed)), ledger.balance))
  const interest = drawn.reduce((sum, { date, amount }) => {
    const since = (day: LocalDate): Fraction => (compareDates(date, day) < 0 ? yearFraction({ dayCount, from: date, to: day, maturity }) : zero)
    return add(sum, times(rateTimesYears(rate, subtract(since(on), since(from))), amount))
  }, onBalance)
  return { interest, elapsed }
}

function yearsInto({ remainder: { dues, dayCount }, elapsed }: Ledger, on: LocalDate): Fraction {
  const [current] = dues
  if (current === undefined || compareDates(on, current.periodStart) <= 0) return elapsed
  return yearFraction({ dayCount, from: current.periodStart, to: on, maturity: dues.at(-1)!.periodEnd })
}

/** Draws the rest of the plan anew from a day. */
export function planAnew(ledger: Ledger, { from, amount }: { readonly from: LocalDate; readonly amount?: Remainder['amount'] }): void {
  const { balance, drawn, elapsed, carried } = ledger
  const remainder: Remainder = { ...ledger.remainder, from, balance, elapsed, carried, disbursements: drawn }
  ledger.planned = openBalance(ledger) === 0n ? [] : amortise(amount === undefined ? remainder : { ...remainder, amount })
  // A loan that ends sooner has no dates beyond its last instalment.
  ledger.remainder = { ...remainder, dues: remainder.dues.slice(0, ledger.planned.length) }
}

/** A cost of its own: due at once, as an entry with number 0. */
export function addFee(ledger: Ledger, date: LocalDate, amount: Money): void {
  pushDue(ledger, { number: 0, dueDate: date, principal: 0n, interest: 0n, fees: amount })
}

function pushDue({ due }: Ledger, amounts: Pick<ServicedInstalment, 'number' | 'dueDate' | 'principal' | 'interest'> & { readonly fees: Money }): void {
  const entry = { ...amounts, paidPrincipal: 0n, paidInterest: 0n, paidFees: 0n, penalty: 0n, paidPenalty: 0n, compound: 0n, paidCompound: 0n }
  due.push({ entry, dueDate: amounts.dueDate, penalisedTo: amounts.dueDate, penalty: zero, compound: zero })
}
