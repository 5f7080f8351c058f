// npm run portfolio [-- --short] [--loans N]: classifies a made-up portfolio that is never held in memory, and asserts that the memory stays flat.
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { addDays, addMonths, classifyLoans, parseDate, summarisePortfolio } from '@loansign/loan'

const at = parseDate('2027-06-30')
/** What may be held after a collection beyond what was held after the first loans: two bytes a loan of a million. */
const boundBytes = 2 * 1024 * 1024

/** Loans of 12 instalments each, by a small generator of numbers, so that every run sees the same ones. */
function* madeUpLoans(count) {
  let seed = 20_270_630
  const next = (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  for (let index = 0; index < count; index++) {
    const daysLate = next(10) < 8 ? 0 : next(500)
    const first = addDays(addMonths(at, -6), -daysLate)
    const paid = daysLate === 0 ? 7 : next(6)
    yield {
      id: `loan_${index}`,
      instalments: Array.from({ length: 12 }, (_, number) => {
        const principal = BigInt(100_000 + next(900_000))
        const interest = BigInt(next(5_000))
        return { number: number + 1, dueDate: addMonths(first, number), principal, interest, paidPrincipal: number < paid ? principal : 0n, paidInterest: number < paid ? interest : 0n }
      }),
    }
  }
}

/** @returns {Promise<{ loans: number, seconds: number, growthBytes: number, boundBytes: number, summary: import('@loansign/loan').PortfolioSummary }>} */
export async function classifyPortfolio(count) {
  // Warm: whatever the code itself needs is there before the measure is taken.
  await summarisePortfolio(classifyLoans(madeUpLoans(Math.min(20_000, count)), { at }))
  const start = heldBytes()
  const began = process.hrtime.bigint()
  let most = start
  async function* watched() {
    let seen = 0
    for await (const loan of classifyLoans(madeUpLoans(count), { at })) {
      if (++seen % Math.ceil(count / 10) === 0) most = Math.max(most, heldBytes())
      yield loan
    }
  }
  const summary = await summarisePortfolio(watched())
  return { loans: summary.total.loans, seconds: Number(process.hrtime.bigint() - began) / 1e9, growthBytes: most - start, boundBytes, summary }
}

/** Heap in use once all garbage is collected: what is left to be collected says nothing of what is kept. */
function heldBytes() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { loans: { type: 'string' }, short: { type: 'boolean', default: false } } })
  const count = values.loans === undefined ? (values.short ? 50_000 : 1_000_000) : Number(values.loans)
  if (!Number.isInteger(count) || count < 1) throw new TypeError('--loans takes a whole number above zero')
  const { loans, seconds, growthBytes, summary } = await classifyPortfolio(count)
  for (const [name, line] of Object.entries(summary.byClass)) console.log(`${name.padEnd(16)} ${String(line.loans).padStart(9)} loans`)
  const holds = loans === count && growthBytes <= boundBytes
  console.log(`${loans} loans in ${seconds.toFixed(1)} s; heap grew by at most ${(growthBytes / 1048576).toFixed(1)} MB, bound ${boundBytes / 1048576} MB: ${holds ? 'holds' : 'OVER'}`)
  process.exitCode = holds ? 0 : 1
}
