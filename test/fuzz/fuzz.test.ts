import { describe, expect, it } from 'vitest'
import { fuzz } from './fuzz.mjs'
import { fuzzTargets } from './targets.mjs'

/** The short form of `npm run fuzz`: a parser that never comes back runs into the time limit of its test. */
const targets = await fuzzTargets()

describe.each(Object.entries(targets))('%s', (_name, target) => {
  it('reads its samples, and refuses damaged ones by a SignatureError', async () => {
    for (const sample of target.samples) await target.parse(sample)
    const { failures } = await fuzz(target, { seed: 20_261_125, count: 2000 })
    expect(failures).toEqual([])
  })
})

it('finds a parser that breaks', async () => {
  const { failures } = await fuzz(
    { samples: [new Uint8Array(8)], parse: (bytes) => (bytes.length === 5 ? ([] as number[][])[1]![0] : 0) },
    { seed: 1, count: 0 },
  )
  expect(failures).toEqual([expect.stringContaining('cut off at 5: TypeError')])
})
