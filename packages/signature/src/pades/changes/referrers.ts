/** For each object number, the objects that point to it, in any revision so far. */
export interface Referrers {
  /** Whether any object points to it. */
  has(number: number): boolean
  /** All that do. */
  get(number: number): ReadonlySet<number>
}

/** Gathers who points to the objects below `size`. Few are ever asked about: each reference is linked to the one before it with the same target, and nothing else is made. */
export function collectReferrers(size: number): Referrers & { add(from: number, references: readonly number[], begin?: number): void } {
  /** By target, the place of its newest reference; 0 is none. */
  const newest = new Int32Array(size)
  const origins = [-1]
  const earlier = [0]
  return {
    add(from, references, begin = 0) {
      for (let i = begin; i < references.length; i++) {
        const target = references[i]!
        if (target >= size || origins[newest[target]!] === from) continue
        earlier.push(newest[target]!)
        newest[target] = origins.push(from) - 1
      }
    },
    has: (number) => number < size && newest[number] !== 0,
    get(number) {
      const found = new Set<number>()
      for (let place = number < size ? newest[number]! : 0; place !== 0; place = earlier[place]!) found.add(origins[place]!)
      return found
    },
  }
}
