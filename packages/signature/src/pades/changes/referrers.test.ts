import { describe, expect, it } from 'vitest'
import { collectReferrers } from './referrers.js'

describe('collectReferrers', () => {
  it('knows who points to an object, each once, also the object 0', () => {
    const referrers = collectReferrers(10)
    referrers.add(0, [5])
    referrers.add(1, [5, 5, 6])
    referrers.add(2, [6, 5, 6])
    expect([...referrers.get(5)].sort()).toEqual([0, 1, 2])
    expect([...referrers.get(6)].sort()).toEqual([1, 2])
    expect([referrers.has(5), referrers.has(7), [...referrers.get(7)]]).toEqual([true, false, []])
  })

  it('goes on growing, and knows nothing of objects there are not', () => {
    const referrers = collectReferrers(3)
    referrers.add(1, [2, 3, 4_000_000_000])
    expect([referrers.has(2), referrers.has(3), referrers.has(4_000_000_000)]).toEqual([true, false, false])
    referrers.add(2, [2])
    expect(referrers.get(2)).toEqual(new Set([1, 2]))
  })
})
