import { describe, expect, it } from 'vitest'
import { coveredBytes } from '../../signing/joinPrepared.js'
import { coveredDigests } from './coveredDigests.js'

const file = Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7) & 255)
const ranges = [
  [0, 900, 1_000, 100],
  [0, 2_000, 2_500, 300],
  [0, 3_000, 3_500, 500],
  [0, 2_000, 2_600, 200],
] as const

describe.each([
  ['the platform', crypto],
  ['another WebCrypto', { subtle: crypto.subtle } as Crypto],
])('coveredDigests on %s', (_what, used) => {
  it.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]]])('are those of each ByteRange alone, asked for in the order %j and twice', async (order) => {
    const covered = coveredDigests(file, ranges, used)
    for (const index of [...order, ...order]) {
      for (const algorithm of ['SHA-256', 'SHA-512'] as const) {
        const alone = new Uint8Array(await crypto.subtle.digest(algorithm, coveredBytes(file, ranges[index]!)))
        expect(await covered(ranges[index]!)(algorithm)).toEqual(alone)
      }
    }
  })

  it('knows no other range', async () => {
    const covered = coveredDigests(file, ranges, used)
    await expect(covered([0, 950, 1_000, 100])('SHA-256')).rejects.toThrow(TypeError)
    await expect(covered([1, 900, 1_000, 100])('SHA-256')).rejects.toThrow(TypeError)
  })
})
