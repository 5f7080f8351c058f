import { expect, it } from 'vitest'
import { bundle } from './material/bundle.mjs'
import { elementBytes } from './rows/elementBytes.mjs'
import { signingBytes, tailBytes } from './rows/signatureBytes.mjs'
import { verifierBytes } from './rows/verifierBytes.mjs'

// Sizes gate exactly; times are rows of `npm run bench`, ratios within one run, and gate nothing.
it.each([elementBytes, signingBytes, tailBytes, verifierBytes] as (() => Promise<{ value: number; budget: number; what: string }>)[])('%# stays within its budget', async (measure) => {
  const { value, budget, what } = await measure()
  expect(value, what).toBeLessThanOrEqual(budget)
  expect(value, `${what} is suspiciously small`).toBeGreaterThan(500)
})

it('verifyPdfOffline, which the verifier is made of, carries no network client', async () => {
  const client = /\bfetch\(|AbortSignal|ocsp-request/
  const [offline, network] = [await bundle({ from: '@loansign/signature', names: ['verifyPdfOffline'] }), await bundle({ from: '@loansign/signature', names: ['networkRevocationSource'] })]
  expect(offline.code).not.toMatch(client)
  expect(network.code).toMatch(client)
})
