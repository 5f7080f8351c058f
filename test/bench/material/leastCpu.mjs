/**
 * CPU microseconds of each piece of work, thread pool included: the least of many rounds, which is the figure least disturbed by neighbours.
 * The pieces take turns, so that caches, clock and neighbours are the same for all of them. `prepare` runs before a piece and is not counted.
 * @template {Record<string, { prepare?: () => unknown, work: (prepared: any) => unknown }>} Pieces
 * @param {Pieces} pieces
 * @param {{ rounds: number, warmUp?: number }} options
 * @returns {Promise<{ [name in keyof Pieces]: number }>}
 */
export async function leastCpu(pieces, { rounds, warmUp = rounds }) {
  const least = Object.fromEntries(Object.keys(pieces).map((name) => [name, Infinity]))
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, { prepare, work }] of Object.entries(pieces)) {
      const prepared = prepare?.()
      const before = process.cpuUsage()
      await work(prepared)
      const { user, system } = process.cpuUsage(before)
      if (round >= 0) least[name] = Math.min(least[name], user + system)
    }
  }
  return /** @type {any} */ (least)
}
