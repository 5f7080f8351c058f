/** How an exact amount becomes minor units. Half-up is 四舍五入, away from zero; up and down are away from and towards zero. */
export type Rounding = 'half-up' | 'half-even' | 'up' | 'down'

/** numerator / denominator as a whole number. The denominator is positive. */
export function roundDivide(numerator: bigint, denominator: bigint, rounding: Rounding = 'half-up'): bigint {
  const size = numerator < 0n ? -numerator : numerator
  const floor = size / denominator
  const rest = size - floor * denominator
  const rounded = rest !== 0n && goesUp(rest * 2n, denominator, floor, rounding) ? floor + 1n : floor
  return numerator < 0n ? -rounded : rounded
}

function goesUp(doubledRest: bigint, denominator: bigint, floor: bigint, rounding: Rounding): boolean {
  if (rounding === 'up') return true
  if (rounding === 'down') return false
  if (doubledRest !== denominator) return doubledRest > denominator
  return rounding === 'half-up' || floor % 2n === 1n
}
