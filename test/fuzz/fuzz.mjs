import { SignatureError } from '@loansign/signature'
import { mutate, seeded } from './mutate.mjs'

/** No input may take longer, nor all of them more memory. */
export const longestMilliseconds = 5_000
export const mostOctets = 512 * 1024 * 1024

/**
 * Feeds one target: every sample cut off at every octet, then so many mutated samples. Gives what went wrong, with the seed that makes it again.
 * @param {import('./targets.mjs').Target} target
 * @param {{ seed: number, count: number, current?: Int32Array }} options `current` always holds the seed of what is being fed, for whoever watches from another thread
 */
export async function fuzz({ samples, parse }, { seed, count, current = new Int32Array(1) }) {
  const failures = []
  let slowest = 0
  const feed = async (bytes, what) => {
    const start = performance.now()
    try {
      await parse(bytes)
    } catch (error) {
      if (!(error instanceof SignatureError)) failures.push(`${what}: ${error?.stack ?? error}`)
    }
    const milliseconds = performance.now() - start
    slowest = Math.max(slowest, milliseconds)
    if (milliseconds > longestMilliseconds) failures.push(`${what}: ${Math.round(milliseconds)} ms`)
  }
  for (const [index, sample] of samples.entries()) {
    await feed(sample, `sample ${index}`)
    for (let end = 0; end < sample.length; end++) await feed(sample.subarray(0, end), `sample ${index} cut off at ${end}`)
  }
  for (let i = 0; i < count && failures.length < 10; i++) {
    const random = seeded(seed + i)
    Atomics.store(current, 0, seed + i)
    await feed(mutate(samples[i % samples.length], random), `seed ${seed + i} of sample ${i % samples.length}`)
    if (i % 1000 === 0 && process.memoryUsage().rss > mostOctets) failures.push(`seed ${seed + i}: ${process.memoryUsage().rss} octets of memory`)
  }
  return { failures, slowest: Math.round(slowest) }
}
