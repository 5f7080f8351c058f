import { expect, it } from 'vitest'
import { classifyPortfolio } from './portfolio.mjs'

it('a portfolio is classified in the memory of one loan', async () => {
  const { loans, growthBytes, boundBytes, summary } = await classifyPortfolio(100_000)
  expect(loans).toBe(100_000)
  expect(growthBytes).toBeLessThanOrEqual(boundBytes)
  expect(Object.values(summary.byClass as Record<string, { loans: number }>).every((line) => line.loans > 0)).toBe(true)
  expect(Object.values(summary.byClass as Record<string, { loans: number }>).reduce((sum, line) => sum + line.loans, 0)).toBe(100_000)
})
