import { describe, expect, it } from 'vitest'
import { parseDate } from '../calendar/localDate.js'
import { creditLineUse, isAvailableOn } from './creditLine.js'

const limit = 200_000_00n
const drawdowns = [{ principal: 60_000_00n, repaidPrincipal: 60_000_00n }, { principal: 40_000_00n, repaidPrincipal: 10_000_00n }]

describe('creditLineUse', () => {
  it('frees what is repaid in a revolving line', () => {
    expect(creditLineUse({ limit, revolving: true }, drawdowns)).toEqual({ outstanding: 30_000_00n, undrawn: 170_000_00n })
  })
  it('counts all that was ever drawn in any other', () => {
    expect(creditLineUse({ limit, revolving: false }, drawdowns)).toEqual({ outstanding: 30_000_00n, undrawn: 100_000_00n })
  })
  it('leaves the whole limit to a line that was never drawn, and nothing beyond it', () => {
    expect(creditLineUse({ limit, revolving: true }, [])).toEqual({ outstanding: 0n, undrawn: limit })
    expect(creditLineUse({ limit: 30_000_00n, revolving: true }, drawdowns).undrawn).toBe(0n)
    expect(creditLineUse({ limit: 1n, revolving: false }, drawdowns).undrawn).toBe(0n)
  })
})

it('a line is open on its first and on its last day', () => {
  const line = { availableFrom: parseDate('2026-12-20'), availableUntil: parseDate('2028-12-19') }
  const open = (day: string): boolean => isAvailableOn(line, parseDate(day))
  expect(['2026-12-19', '2026-12-20', '2027-06-01', '2028-12-19', '2028-12-20'].map(open)).toEqual([false, true, true, true, false])
})
