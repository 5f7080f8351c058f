// npm run fuzz [-- --count 1000000] [--seed N] [--only TARGET]: mutated input for every parser; what it prints makes a failure again.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { fuzz, longestMilliseconds, mostOctets } from './fuzz.mjs'
import { fuzzTargets } from './targets.mjs'

if (isMainThread) await main()
else {
  const { name, seed, count, current } = workerData
  parentPort.postMessage(await fuzz((await fuzzTargets())[name], { seed, count, current }))
}

async function main() {
  const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: String(Date.now() % 2 ** 30) }, only: { type: 'string' } } })
  const [count, seed] = [Number(values.count), Number(values.seed)]
  for (const name of Object.keys(await fuzzTargets())) {
    if (values.only === undefined) {
      // A process of its own, or the memory of one target counts against the next.
      const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--count', values.count, '--seed', values.seed, '--only', name], { stdio: 'inherit' })
      if (status !== 0) process.exitCode = 1
      continue
    }
    if (values.only !== name) continue
    const start = performance.now()
    const { failures, slowest } = await watched({ name, seed, count })
    const seconds = Math.round((performance.now() - start) / 1000)
    console.log(`${failures.length === 0 ? 'holds ' : 'FAILS '} ${name.padEnd(14)} ${count} inputs from seed ${seed}, ${seconds} s, the slowest ${slowest} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB`)
    // One fault shows in thousands of inputs.
    for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`)
    if (failures.length > 20) console.log(`  and ${failures.length - 20} more`)
    if (failures.length > 0) process.exitCode = 1
  }
}

/** In a thread that can be ended: a parser that never comes back, or fills its heap, is a failure with a seed like any other. */
function watched(options) {
  const current = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL(import.meta.url), { workerData: { ...options, current }, resourceLimits: { maxOldGenerationSizeMb: mostOctets / 1024 / 1024 } })
  return new Promise((resolve) => {
    const failed = (why) => resolve({ failures: [`seed ${Atomics.load(current, 0)}: ${why}`], slowest: NaN })
    let last = -1
    const watch = setInterval(() => {
      const now = Atomics.load(current, 0)
      // Zero until the cut-off samples are through, which come first.
      if (now === last && now !== 0) {
        failed(`no end in ${2 * longestMilliseconds} ms`)
        void worker.terminate()
      }
      last = now
    }, 2 * longestMilliseconds)
    worker.once('message', resolve)
    worker.once('error', (error) => failed(String(error)))
    worker.once('exit', () => clearInterval(watch))
  })
}
