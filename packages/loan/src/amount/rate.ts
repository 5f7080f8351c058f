import { LoanError } from '../errors.js'
import type { Fraction } from './fraction.js'

const decimals = 8
/** Parts of one per cent in which a rate is held. */
const unit = 10n ** BigInt(decimals)

/**
 * A yearly rate in per cent, as text (`4.25`, `0.5`, `12`), as hundred-millionths of one per cent.
 * @throws LoanError `rate-invalid`, with the field
 */
export function parseRate(text: string, field = 'annualRatePercent'): bigint {
  const match = /^(\d{1,4})(?:\.(\d{1,8}))?$/.exec(text)
  const value = match ? BigInt(match[1]!) * unit + BigInt((match[2] ?? '').padEnd(decimals, '0')) : -1n
  if (value < 0n || value > 1000n * unit) throw new LoanError('rate-invalid', { field })
  return value
}

/** Such a rate as text, with at least two decimals. */
export function formatRate(rate: bigint): string {
  const fraction = (rate % unit).toString().padStart(decimals, '0').replace(/0+$/, '')
  return `${rate / unit}.${fraction.padEnd(2, '0')}`
}

/** What a rate earns on one minor unit in a part of a year: rate × years. */
export function rateTimesYears(rate: bigint, years: Fraction): Fraction {
  return { numerator: rate * years.numerator, denominator: 100n * unit * years.denominator }
}

/**
 * A rate raised by some per cent of itself: 4.25 raised by 50 is 6.375. Exact, text in and text out.
 * Penalty rates are agreed that way: 30 to 50 per cent for what is late, 50 to 100 per cent for what is misused (银发〔2003〕251号, article 3).
 * @throws LoanError `rate-invalid`, also when the result has more than eight decimals
 */
export function raiseRate(annualRatePercent: string, byPercent: number): string {
  if (!Number.isInteger(byPercent) || byPercent < 0) throw new LoanError('rate-invalid', { field: 'byPercent' })
  const raised = parseRate(annualRatePercent) * BigInt(100 + byPercent)
  if (raised % 100n !== 0n || raised > 100_000n * unit) throw new LoanError('rate-invalid', { field: 'annualRatePercent' })
  return formatRate(raised / 100n)
}

/**
 * A reference rate and a margin in basis points, as contracts on the LPR have it: 3.45 and 80 are 4.25; a negative margin is below the reference.
 * @throws LoanError `rate-invalid`
 */
export function referenceRatePlusMargin(referencePercent: string, marginBasisPoints: number): string {
  if (!Number.isInteger(marginBasisPoints)) throw new LoanError('rate-invalid', { field: 'marginBasisPoints' })
  const rate = parseRate(referencePercent, 'referencePercent') + (BigInt(marginBasisPoints) * unit) / 100n
  if (rate < 0n || rate > 1000n * unit) throw new LoanError('rate-invalid', { field: 'marginBasisPoints' })
  return formatRate(rate)
}
