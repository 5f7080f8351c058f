import { LoanError } from '../errors.js'

/** An amount in minor units: fen, cents. */
export type Money = bigint

/**
 * Reads `300000.00`, `300000.5` or `300000` as minor units.
 * @throws LoanError `amount-invalid`, with the field
 */
export function parseMoney(text: string, field = 'amount'): Money {
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text)
  if (!match) throw new LoanError('amount-invalid', { field })
  return BigInt(match[1]!) * 100n + BigInt((match[2] ?? '').padEnd(2, '0'))
}

/** `300000.00`: plain, for data. */
export function toDecimal(amount: Money): string {
  const sign = amount < 0n ? '-' : ''
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `300,000.00`: for people. */
export function formatMoney(amount: Money): string {
  const [whole = '', cents = ''] = toDecimal(amount).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`
}
