// In a process of its own. Makes contracts that are all different, and prints how large this process and its engine's were at most in each half.
import { readFileSync } from 'node:fs'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'

const contracts = 600
const engine = typst()
const product = personalLoan({ engine })
const sample = product.definition.samples['zh-CN']
const seen = new Set()

/** Resident octets of a process; 0 when it has just ended. */
function resident(pid) {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

function largest(into) {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean)
  for (const pid of children) seen.add(pid)
  into.server = Math.max(into.server, resident(process.pid))
  into.engine = Math.max(into.engine, ...children.map(resident))
}

const halves = [{ server: 0, engine: 0 }, { server: 0, engine: 0 }]
for (let index = 0; index < contracts; index++) {
  const contract = { ...sample.contract, id: 'con_BenchBenchBench1', version: 1, nonce: String(index).padStart(32, '0') }
  await product.generate({ ...sample, loan: { ...sample.loan, principal: `${300_000 + index}.00` }, contract, test: true, now: new Date('2026-11-20T02:00:00Z') })
  // The first hundred fill what is filled once: code, fonts, the heap's own room.
  if (index >= 100) largest(halves[index < (contracts + 100) / 2 ? 0 : 1])
}
await engine.close()
const [first, second] = halves.map((half) => ({ ...half, total: half.server + half.engine }))
console.log(JSON.stringify({ contracts, first, second, replaced: seen.size }))
