import { parentPort, workerData } from 'node:worker_threads'

/**
 * Runs on a thread of its own in the process of an engine, or of a lender's file: layout is one long native call during which the process can neither count its memory nor hear that its parent is gone.
 * V8's own limit does not bound what native code takes.
 */
const { memoryMegabytes, cpuSeconds = Infinity, parent } = workerData as { readonly memoryMegabytes: number; readonly cpuSeconds?: number; readonly parent: number }
const everyMilliseconds = 20

setInterval(() => {
  const orphaned = process.ppid !== parent
  const { user, system } = process.cpuUsage()
  if (orphaned || process.memoryUsage.rss() > memoryMegabytes * 1_048_576 || user + system > cpuSeconds * 1_000_000) process.kill(process.pid, 'SIGKILL')
}, everyMilliseconds)
parentPort?.postMessage('watching')
