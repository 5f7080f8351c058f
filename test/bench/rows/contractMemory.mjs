import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Whether memory stays where it is while contracts are made: the second half of them against the first, server and engine together, each at its largest. */
export async function contractMemory() {
  const child = fileURLToPath(new URL('../material/contractMemoryWork.mjs', import.meta.url))
  const { contracts, first, second, replaced } = JSON.parse(execFileSync(process.execPath, [child], { encoding: 'utf8' }))
  const value = Math.round((second.total / first.total) * 100) / 100
  const megabytes = ({ server, engine }) => `${Math.round(server / 1e6)} MB and ${Math.round(engine / 1e6)} MB`
  return {
    id: 'contract-memory', what: `memory at the end of ${contracts} contracts beside that of their first half`, value, unit: '×', budget: 1.05, holds: value <= 1.05 && replaced > 2,
    beside: `server and engine in the first half ${megabytes(first)}, in the second ${megabytes(second)}; ${replaced} engine processes, one after the other`,
  }
}
