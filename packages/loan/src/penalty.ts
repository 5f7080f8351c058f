import { parseRate } from './buildSchedule.js'
import type { Money } from './money.js'
import { divideHalfUp } from './rational.js'

/** A rate raised by some per cent of itself: 4.25 raised by 50 is 6.375. Text in, text out, exact. @throws LoanError `rate-invalid` */
export function raiseRate(annualRatePercent: string, byPercent: number): string {
  const millionths = parseRate(annualRatePercent) * BigInt(100 + byPercent)
  const whole = millionths / 100_000_000n
  const fraction = (millionths % 100_000_000n).toString().padStart(8, '0').replace(/0+$/, '')
  return fraction === '' ? `${whole}.00` : `${whole}.${fraction.padEnd(2, '0')}`
}

/** Penalty interest on an amount that is late: by the day, a year of 360 days, half up. @throws LoanError `rate-invalid` */
export function penaltyInterest({ amount, annualRatePercent, days }: { readonly amount: Money; readonly annualRatePercent: string; readonly days: number }): Money {
  return divideHalfUp(amount * parseRate(annualRatePercent) * BigInt(days), 36_000n * 1_000_000n)
}
