import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, fraction, round, times } from './fraction.js'
import { formatMoney, parseMoney, toDecimal } from './money.js'
import { formatRate, parseRate, raiseRate, referenceRatePlusMargin } from './rate.js'
import { roundDivide, type Rounding } from './rounding.js'

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

describe('rounding', () => {
  it.each<[Rounding, readonly bigint[]]>([
    ['half-up', [-3n, -2n, -1n, -1n, 0n, 0n, 1n, 1n, 2n, 3n]],
    ['half-even', [-2n, -2n, -1n, 0n, 0n, 0n, 0n, 1n, 2n, 2n]],
    ['up', [-3n, -2n, -2n, -1n, -1n, 1n, 1n, 2n, 2n, 3n]],
    ['down', [-2n, -1n, -1n, 0n, 0n, 0n, 0n, 1n, 1n, 2n]],
  ])('%s of tenths -25, -15, -12, -5, -1, 1, 5, 12, 15, 25', (rounding, expected) => {
    expect([-25n, -15n, -12n, -5n, -1n, 1n, 5n, 12n, 15n, 25n].map((tenths) => roundDivide(tenths, 10n, rounding))).toEqual(expected)
  })

  it('never moves by a whole unit, and is the same for plus and minus', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 12n), fc.constantFrom<Rounding>('half-up', 'half-even', 'up', 'down'), (numerator, denominator, rounding) => {
        const result = roundDivide(numerator, denominator, rounding)
        const off = result * denominator - numerator
        expect(off < denominator && -off < denominator).toBe(true)
        expect(roundDivide(-numerator, denominator, rounding)).toBe(-result)
      }),
    )
  })
})

describe('fractions', () => {
  it('add and multiply exactly', () => {
    expect(round(times(add(fraction(1, 3), fraction(1, 6)), 10n))).toBe(5n)
    expect(add(fraction(0, 7), fraction(2, 5))).toEqual(fraction(2, 5))
  })
})

describe('rates', () => {
  it('are exact text', () => {
    expect(parseRate('4.25')).toBe(425_000_000n)
    expect(formatRate(parseRate('0.00000001'))).toBe('0.00000001')
    expect(formatRate(parseRate('12'))).toBe('12.00')
  })

  it.each(['-1', '1000.1', '4,25', '', '4.123456789'])('refuse %o', (text) => {
    expect(() => parseRate(text)).toThrow(expect.objectContaining({ code: 'rate-invalid', details: { field: 'annualRatePercent' } }))
  })

  it('are raised by a part of themselves', () => {
    expect(raiseRate('4.25', 50)).toBe('6.375')
    expect(raiseRate('4.25', 100)).toBe('8.50')
    expect(raiseRate('12', 30)).toBe('15.60')
    expect(() => raiseRate('0.00000001', 33)).toThrow(expect.objectContaining({ code: 'rate-invalid' }))
  })

  it('are a reference rate and a margin', () => {
    expect(referenceRatePlusMargin('3.45', 80)).toBe('4.25')
    expect(referenceRatePlusMargin('3.45', -20)).toBe('3.25')
    expect(() => referenceRatePlusMargin('0.10', -20)).toThrow(expect.objectContaining({ code: 'rate-invalid', details: { field: 'marginBasisPoints' } }))
  })
})
