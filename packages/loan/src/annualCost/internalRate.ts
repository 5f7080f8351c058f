import { Decimal } from 'decimal.js'
import { LoanError } from '../errors.js'

/**
 * A flow at whole + part periods after the start: a payment by the borrower is positive, an advance to the borrower negative.
 * Over its part of a period money earns compound interest, (1 + i)^part, or simple interest, 1 + part·i (Regulation Z).
 */
export interface PeriodFlow {
  readonly amount: bigint
  readonly whole: number
  /** Numerator and denominator of the fraction of a period. */
  readonly part: readonly [number, number]
}

export interface InternalRateOptions {
  readonly flows: readonly PeriodFlow[]
  readonly parts: 'compound' | 'simple'
}

/** The rate per period at which all flows are worth nothing. */
export interface InternalRate {
  /** To about 13 digits. */
  readonly rate: number
  /** Whether the exact rate is at least this one: decides a rounding that the digits above leave open. */
  isAtLeast(rate: Decimal): boolean
}

const Precise = Decimal.clone({ precision: 60 })

/**
 * Finds the internal rate of return. Where flows have several, it is the one nearest to zero, as the rules on annual rates have it (for example FCA MCOB 10.3).
 * @throws LoanError `cash-flow-invalid` when the borrower pays back less than was advanced, or more than a billionfold per period
 */
export function internalRate({ flows, parts }: InternalRateOptions): InternalRate {
  if (flows.reduce((sum, { amount }) => sum + amount, 0n) < 0n || !flows.some(({ amount }) => amount < 0n) || !flows.some(({ amount }) => amount > 0n)) {
    throw new LoanError('cash-flow-invalid', { field: 'payments' })
  }
  const time = ({ whole, part }: PeriodFlow): number => whole + part[0] / part[1]
  const sorted = flows.some((flow, index) => index > 0 && time(flow) < time(flows[index - 1]!)) ? [...flows].sort((a, b) => time(a) - time(b)) : flows
  return { rate: root(floatWorth(sorted, parts), hasOneRoot(sorted)), isAtLeast: (rate) => exactWorth(flows, parts, rate).gte(-1e-20) }
}

/** Present values in floating point: flows in order of time, so that most steps multiply by a factor already known. Arrays of numbers, because this runs for every loan shown. */
function floatWorth(sorted: readonly PeriodFlow[], parts: 'compound' | 'simple'): (rate: number) => number {
  const amounts = new Float64Array(sorted.length)
  const shares = new Float64Array(sorted.length)
  const steps = new Float64Array(sorted.length)
  let before = 0
  sorted.forEach(({ amount, whole, part }, index) => {
    const share = part[0] / part[1]
    const time = parts === 'simple' ? whole : whole + share
    amounts[index] = Number(amount)
    shares[index] = share
    steps[index] = time - before
    before = time
  })
  return (rate) => {
    const single = 1 / (1 + rate)
    let [lastStep, lastFactor] = [1, single]
    let discount = 1
    let total = 0
    for (let index = 0; index < amounts.length; index++) {
      const step = steps[index]!
      if (step !== 0) {
        if (step !== lastStep) [lastStep, lastFactor] = [step, single ** step]
        discount *= lastFactor
      }
      const value = amounts[index]! * discount
      total += parts === 'simple' ? value / (1 + shares[index]! * rate) : value
    }
    return total
  }
}

/** Norstrøm: when the sums of the flows so far change sign once, there is one rate above zero. */
function hasOneRoot(sorted: readonly PeriodFlow[]): boolean {
  let sum = 0n
  let changes = 0
  let sign = 0
  for (const { amount } of sorted) {
    sum += amount
    const now = sum > 0n ? 1 : sum < 0n ? -1 : sign
    if (sign !== 0 && now !== sign) changes++
    sign = now
  }
  return changes <= 1
}

/** Brackets the first root from zero up, then halves and interpolates (Illinois). */
function root(worth: (rate: number) => number, single: boolean): number {
  let low = 0
  let atLow = worth(low)
  if (atLow === 0) return 0
  let high = 1e-4
  let atHigh = worth(high)
  while (atHigh > 0) {
    if (high > 1e9) throw new LoanError('cash-flow-invalid', { field: 'payments' })
    ;[low, atLow] = [high, atHigh]
    high *= single ? 4 : 1.05
    atHigh = worth(high)
  }
  let side = 0
  for (let i = 0; i < 200 && high - low > 1e-16 * high; i++) {
    // Interpolation first; should it creep, halving ends it.
    const next = i < 60 ? (low * atHigh - high * atLow) / (atHigh - atLow) : (low + high) / 2
    if (!(next > low && next < high)) break
    const at = worth(next)
    if (at > 0) {
      ;[low, atLow] = [next, at]
      if (side === 1) atHigh /= 2
      side = 1
    } else {
      ;[high, atHigh] = [next, at]
      if (side === -1) atLow /= 2
      side = -1
    }
    if (at === 0) return next
  }
  return Math.abs(atLow) < Math.abs(atHigh) ? low : high
}

function exactWorth(flows: readonly PeriodFlow[], parts: 'compound' | 'simple', rate: Decimal): Decimal {
  const growth = new Precise(rate).plus(1)
  return flows.reduce((sum, { amount, whole, part }) => {
    const share = new Precise(part[0]).div(part[1])
    const factor = parts === 'simple' ? growth.pow(whole).mul(share.mul(rate).plus(1)) : growth.pow(share.plus(whole))
    return sum.plus(new Precise(amount.toString()).div(factor))
  }, new Precise(0))
}

/**
 * A rate as per cent with some decimals, a following 5 rounded up. The percentage grows with the rate; `toRate` is its inverse.
 * Only when the floating-point value lies within a ten-millionth of a tie is the tie itself put into the equation, with 60 digits.
 */
export function percentText({ rate, isAtLeast }: InternalRate, { decimals, percent, toRate }: { readonly decimals: number; readonly percent: (rate: number) => number; readonly toRate: (percent: Decimal) => Decimal }): string {
  const scaled = percent(rate) * 10 ** decimals
  const floor = Math.floor(scaled)
  const rest = scaled - floor
  const up = Math.abs(rest - 0.5) > 1e-7 ? rest > 0.5 : isAtLeast(toRate(new Precise(floor).plus(0.5).div(new Precise(10).pow(decimals))))
  return new Precise(up ? floor + 1 : floor).div(new Precise(10).pow(decimals)).toFixed(decimals)
}
