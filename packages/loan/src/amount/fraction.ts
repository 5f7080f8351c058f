import { roundDivide, type Rounding } from './rounding.js'

/** An exact number: numerator over a positive denominator, not reduced. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export const zero: Fraction = { numerator: 0n, denominator: 1n }

export function fraction(numerator: bigint | number, denominator: bigint | number): Fraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) }
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.numerator === 0n) return b
  if (b.numerator === 0n) return a
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator }
  return { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator }
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { numerator: -b.numerator, denominator: b.denominator })
}

export function times(a: Fraction, factor: bigint): Fraction {
  return { numerator: a.numerator * factor, denominator: a.denominator }
}

/** To whole units. */
export function round({ numerator, denominator }: Fraction, rounding: Rounding = 'half-up'): bigint {
  return roundDivide(numerator, denominator, rounding)
}
