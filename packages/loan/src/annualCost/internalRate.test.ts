import type { Decimal } from 'decimal.js'
import { describe, expect, it } from 'vitest'
import { internalRate, percentText, type PeriodFlow } from './internalRate.js'

const flow = (amount: bigint, whole: number, part: readonly [number, number] = [0, 1]): PeriodFlow => ({ amount, whole, part })

describe('internalRate', () => {
  it('of several rates is the one nearest to zero', () => {
    // 10000 − 22500/g + 12656/g² has the roots g = 1.12 and 1.13.
    expect(internalRate({ flows: [flow(10_000n, 0), flow(-22_500n, 1), flow(12_656n, 2)], parts: 'compound' }).rate).toBeCloseTo(0.12, 10)
  })

  it('treats a part of a period by compound or simple interest', () => {
    const flows = [flow(-1_000_000n, 0), flow(1_331_000n, 2, [1, 2])]
    expect(internalRate({ flows, parts: 'compound' }).rate).toBeCloseTo(1.331 ** (1 / 2.5) - 1, 12)
    const { rate } = internalRate({ flows, parts: 'simple' })
    expect((1 + rate) ** 2 * (1 + rate / 2)).toBeCloseTo(1.331, 12)
  })

  it('is nothing when nothing is paid beyond what was lent', () => {
    expect(internalRate({ flows: [flow(-100n, 0), flow(100n, 7)], parts: 'compound' }).rate).toBe(0)
  })

  it('knows which side of a tie the exact rate lies on', () => {
    const text = (repaid: bigint): string => percentText(internalRate({ flows: [flow(-(10n ** 18n), 0), flow(repaid, 1)], parts: 'compound' }), { decimals: 2, percent: (rate) => rate * 100, toRate: (percent: Decimal) => percent.div(100) })
    expect([text(1_000_050_000_000_000_000n - 1n), text(1_000_050_000_000_000_000n), text(1_000_050_000_000_000_000n + 1n)]).toEqual(['0.00', '0.01', '0.01'])
  })

  it.each([
    [[flow(-100n, 0), flow(99n, 1)]],
    [[flow(100n, 0)]],
    [[flow(-100n, 0)]],
    [[]],
  ])('refuses flows without a rate', (flows) => {
    expect(() => internalRate({ flows, parts: 'simple' })).toThrow(expect.objectContaining({ code: 'cash-flow-invalid' }))
  })
})
