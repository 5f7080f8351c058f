import { describe, expect, it } from 'vitest'
import { formatRate, parseRate, raiseRate, referenceRatePlusMargin } from './rate.js'

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
