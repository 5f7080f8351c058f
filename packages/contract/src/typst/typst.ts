import type { CompileOptions, CompileResult, ContractEngine } from '../engine.js'
import { ContractError } from '../errors.js'
import { engineProcess, type EngineProcess } from './engineProcess.js'
import { requireBinding } from './requireBinding.js'
import { refuseImports } from './refuseImports.js'

export interface TypstOptions {
  /** Children that work side by side; each takes up to `memoryMegabytes`. */
  readonly processes?: number
  /** Contracts that may wait for a child; one more is refused as `engine-busy`. */
  readonly waiting?: number
  /** A template that takes longer is killed. */
  readonly timeoutMilliseconds?: number
  /** Resident memory beyond which a child is killed, wherever in it the memory went. */
  readonly memoryMegabytes?: number
  /** The binding gives memory back only with its process: after so many contracts a child is replaced. */
  readonly recycleAfter?: number
}

export interface EngineHealth {
  readonly running: number
  readonly busy: number
  readonly waiting: number
  /** Since the engine was made. */
  readonly served: number
  readonly refused: number
  /** Children replaced because they were old or had grown. */
  readonly recycled: number
  /** Children lost to a limit or a crash. */
  readonly lost: number
}

export interface TypstEngine extends ContractEngine {
  health(): EngineHealth
}

/**
 * Typst in child processes, through the optional package @myriaddreamin/typst-ts-node-compiler: files in memory only, our fonts only, limits on time, memory and what waits.
 * @throws ContractError `engine-missing` when that package is not installed
 * Children start when they are first needed and are replaced when they are lost; what waits, waits in order.
 */
export function typst({ processes = 1, waiting = 200, timeoutMilliseconds = 30_000, memoryMegabytes = 1_500, recycleAfter = 100 }: TypstOptions = {}): TypstEngine {
  requireBinding(import.meta.url)
  if (![processes, timeoutMilliseconds, memoryMegabytes, recycleAfter].every((value) => value > 0)) throw new TypeError('typst: processes and limits are above zero')
  const children = new Set<EngineProcess>()
  const idle: EngineProcess[] = []
  const queue: (() => void)[] = []
  const counts = { served: 0, refused: 0, recycled: 0, lost: 0 }
  let [busy, closed] = [0, false]

  function take(): EngineProcess {
    for (let child = idle.pop(); child !== undefined; child = idle.pop()) {
      if (child.alive) return child
      drop(child, 'lost')
    }
    const child = engineProcess({ timeoutMilliseconds, memoryMegabytes })
    children.add(child)
    return child
  }

  function drop(child: EngineProcess, why: 'lost' | 'recycled'): void {
    child.kill()
    children.delete(child)
    counts[why]++
  }

  async function run(options: CompileOptions): Promise<CompileResult> {
    const child = take()
    try {
      return await child.compile(options)
    } finally {
      counts.served++
      if (!child.alive) drop(child, 'lost')
      else if (child.spent || child.served >= recycleAfter) drop(child, 'recycled')
      else idle.push(child)
    }
  }

  /** A turn, in order of asking; null when too many wait already. */
  function turn(): Promise<void> | null {
    if (busy < processes) {
      busy++
      return Promise.resolve()
    }
    if (queue.length >= waiting) return null
    return new Promise((go) => queue.push(go))
  }

  function next(): void {
    const go = queue.shift()
    if (go) go()
    else busy--
  }

  return {
    async compile(options) {
      if (closed) throw new TypeError('typst: the engine is closed')
      refuseImports(options.files)
      const mine = turn()
      if (mine === null) {
        counts.refused++
        throw new ContractError('engine-busy', { waiting })
      }
      await mine
      try {
        return await run(options)
      } finally {
        next()
      }
    },
    health: () => ({ running: children.size, busy, waiting: queue.length, ...counts }),
    async close() {
      closed = true
      while (busy > 0) await new Promise((later) => setTimeout(later, 10))
      for (const child of children) child.kill()
      children.clear()
    },
  }
}
