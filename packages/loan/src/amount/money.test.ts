import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney, parseMoney, toDecimal } from './money.js'

describe('money', () => {
  it('is read and written without loss', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 16n), (amount) => parseMoney(toDecimal(amount)) === amount))
    expect(formatMoney(123_456_789n)).toBe('1,234,567.89')
    expect(toDecimal(-5n)).toBe('-0.05')
  })

  it.each(['', '1.234', '-1', '1e3', '１２', ' 1', '1.', '.5'])('refuses %o', (text) => {
    expect(() => parseMoney(text)).toThrow(expect.objectContaining({ code: 'amount-invalid' }))
  })
})
