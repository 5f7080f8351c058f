import { expect, it } from 'vitest'
import { elementBytes } from './rows/elementBytes.mjs'
import { signingBytes, tailBytes } from './rows/signatureBytes.mjs'

// Sizes gate exactly; times are rows of `npm run bench`, ratios within one run, and gate nothing.
it.each([elementBytes, signingBytes, tailBytes] as (() => Promise<{ value: number; budget: number; what: string }>)[])('%# stays within its budget', async (measure) => {
  const { value, budget, what } = await measure()
  expect(value, what).toBeLessThanOrEqual(budget)
  expect(value, `${what} is suspiciously small`).toBeGreaterThan(500)
})
