import { classifyPortfolio } from '../portfolio.mjs'

/** A million loans classified from a stream: how much the heap grows while they pass. */
export async function portfolioMemory() {
  const { loans, seconds, growthBytes, boundBytes } = await classifyPortfolio(1_000_000)
  const megabytes = (bytes) => Math.round((bytes / 1_048_576) * 10) / 10
  const value = megabytes(growthBytes)
  return { id: 'portfolio-memory', what: `heap while ${loans} loans are classified`, value, unit: 'MB', budget: megabytes(boundBytes), holds: loans === 1_000_000 && growthBytes <= boundBytes, beside: `${Math.round(loans / seconds)} loans a second, the making of them included` }
}
