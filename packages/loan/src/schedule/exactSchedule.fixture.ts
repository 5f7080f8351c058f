import { addMonths, dayNumber, daysInMonth, type LocalDate } from '../calendar/localDate.js'
import type { Terms } from './terms.js'

/**
 * A second opinion on buildSchedule, for tests: reduced BigInt fractions throughout, the level amount by present values, A = Σ… / Σ v,
 * day counts written anew. It shares only the calendar with what it judges.
 */
class Rational {
  readonly n: bigint
  readonly d: bigint
  constructor(n: bigint, d = 1n) {
    const divisor = gcd(n < 0n ? -n : n, d)
    this.n = n / divisor
    this.d = d / divisor
  }
  plus(other: Rational): Rational { return new Rational(this.n * other.d + other.n * this.d, this.d * other.d) }
  minus(other: Rational): Rational { return this.plus(new Rational(-other.n, other.d)) }
  times(other: Rational): Rational { return new Rational(this.n * other.n, this.d * other.d) }
  over(other: Rational): Rational { return new Rational(this.n * other.d, this.d * other.n) }
  whole(rounding: NonNullable<Terms['rounding']>): bigint {
    const floor = this.n / this.d
    const rest = this.n - floor * this.d
    if (rest === 0n || rounding === 'down') return floor
    if (rounding === 'up') return floor + 1n
    if (2n * rest === this.d) return rounding === 'half-up' || floor % 2n !== 0n ? floor + 1n : floor
    return 2n * rest > this.d ? floor + 1n : floor
  }
}
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
const one = new Rational(1n)

function years(terms: Terms, from: LocalDate, to: LocalDate, months: number | null): Rational {
  const days = BigInt(dayNumber(to) - dayNumber(from))
  switch (terms.dayCount) {
    case 'act/360': return new Rational(days, 360n)
    case 'act/365f': return new Rational(days, 365n)
    case '30e/360': return new Rational(BigInt(360 * (to.year - from.year) + 30 * (to.month - from.month) + Math.min(30, to.day) - Math.min(30, from.day)), 360n)
    case 'act/act-isda': {
      // Day by day, as the definition says it.
      let [leap, other] = [0n, 0n]
      for (let day = from; dayNumber(day) < dayNumber(to); day = tomorrow(day)) {
        if (daysInMonth(day.year, 2) === 29) leap += 1n
        else other += 1n
      }
      return new Rational(leap, 366n).plus(new Rational(other, 365n))
    }
    default: {
      if (months !== null) return new Rational(BigInt(months), 12n)
      let whole = 0
      while (dayNumber(addMonths(from, whole + 1)) <= dayNumber(to)) whole++
      return new Rational(BigInt(whole), 12n).plus(new Rational(BigInt(dayNumber(to) - dayNumber(addMonths(from, whole))), 360n))
    }
  }
}

function tomorrow({ year, month, day }: LocalDate): LocalDate {
  if (day < daysInMonth(year, month)) return { year, month, day: day + 1 }
  return month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }
}

/** Rows of principal, interest and balance. At most one later disbursement, in the first period. */
export function exactSchedule(terms: Terms): bigint[][] {
  const { method, monthsPerInstalment = 1, rounding = 'half-up', balloon = 0n, graceInstalments = 0, season, startDate, firstDueDate } = terms
  const rate = new Rational(BigInt(Math.round(Number(terms.annualRatePercent) * 100)), 10_000n)
  const count = terms.termMonths / monthsPerInstalment
  const all = Array.from({ length: count }, (_, index) => addMonths(firstDueDate, index * monthsPerInstalment))
  const ends = method === 'bullet' ? [all.at(-1)!] : all
  const factor = (index: number): Rational => rate.times(years(terms, index === 0 ? startDate : ends[index - 1]!, ends[index]!, index === 0 ? null : monthsPerInstalment))
  const repays = (index: number): boolean =>
    index === ends.length - 1 || (method !== 'interest-only' && index >= graceInstalments && (season === undefined || season.months.includes(ends[index]!.month)))
  const drawn = terms.furtherDisbursements?.[0]
  let balance = terms.principal + (terms.fees?.[0]?.amount ?? 0n)
  let amount: bigint | null = null
  return ends.map((end, index) => {
    const f = factor(index)
    let exact = new Rational(balance).times(f)
    if (index === 0 && drawn) {
      exact = exact.plus(new Rational(drawn.amount).times(rate).times(years(terms, drawn.date, end, null)))
    }
    const interest = exact.whole(rounding)
    const last = index === ends.length - 1
    const remaining = ends.map((_, i) => i).filter((i) => i >= index)
    if (amount === null && repays(index) && !last) {
      if (method === 'equal-principal') amount = new Rational(balance - balloon, BigInt(remaining.filter(repays).length)).whole(rounding)
      else {
        // Present values: the balance is the worth of all amounts and of the balloon. Out of season only interest is paid, so that nothing is discounted there.
        let worth = one
        let annuity = new Rational(0n)
        for (const i of remaining.filter(repays)) {
          worth = worth.over(one.plus(factor(i)))
          annuity = annuity.plus(worth)
        }
        amount = new Rational(balance).minus(new Rational(balloon).times(worth)).over(annuity).whole(rounding)
      }
    }
    const wanted = !repays(index) || amount === null ? 0n : method === 'level-payment' ? amount - interest : amount
    const open = balance + (index === 0 && drawn ? drawn.amount : 0n)
    const most = balance > balloon ? balance - balloon : 0n
    const principal = last ? open : wanted < 0n ? 0n : wanted > most ? most : wanted
    balance = open - principal
    if (index === 0 && drawn) amount = null
    return [principal, interest, balance]
  })
}
