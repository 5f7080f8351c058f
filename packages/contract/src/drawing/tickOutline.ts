/** A tick box or a radio button as we draw it, whatever the form's author drew there. */
export interface DrawnTick {
  /** What it is told by when it looks otherwise. */
  readonly pointer: string
  /** 1 for the first page. */
  readonly page: number
  /** Of its field: [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number]
  /** Degrees against the clock. */
  readonly turn: 0 | 90 | 180 | 270
  readonly round: boolean
  readonly on: boolean
}

export type TickCommand = readonly ['M' | 'L', number, number] | readonly ['C', number, number, number, number, number, number] | readonly ['Z']

export interface TickOutline {
  readonly lineWidth: number
  /** Black lines. */
  readonly stroke: readonly TickCommand[]
  /** Black areas. */
  readonly fill: readonly TickCommand[]
}

/** Points. Whatever its rectangle, a tick covers no more of the page than a box of the largest side, and one below the smallest would not be seen. */
const [smallestSide, largestSide] = [5, 14]

/** A box with its tick, or a ring with its dot, in the middle of the field's rectangle and wholly inside it; null where that is too small. */
export function tickOutline({ rect: [left, bottom, right, top], turn, round, on }: Pick<DrawnTick, 'rect' | 'turn' | 'round' | 'on'>): TickOutline | null {
  const side = Math.min(right - left, top - bottom, largestSide)
  if (!(side >= smallestSide)) return null
  const lineWidth = side / 14
  const [middleX, middleY, half] = [(left + right) / 2, (bottom + top) / 2, (side - lineWidth) / 2]
  const quarters = turn / 90
  // From a square of -1 to 1 to the page.
  const at = (x: number, y: number): [number, number] => {
    let [u, v] = [x, y]
    for (let quarter = 0; quarter < quarters; quarter++) [u, v] = [-v, u]
    return [middleX + u * half, middleY + v * half]
  }
  const line = (...points: readonly (readonly [number, number])[]): TickCommand[] => points.map(([x, y], index) => [index === 0 ? 'M' : 'L', ...at(x, y)] as const)
  if (round) return { lineWidth, stroke: circle(at, 1), fill: on ? circle(at, 0.5) : [] }
  return { lineWidth, stroke: [...line([-1, -1], [1, -1], [1, 1], [-1, 1]), ['Z'], ...(on ? line([-0.65, 0], [-0.2, -0.5], [0.65, 0.6]) : [])], fill: [] }
}

/** By four Bézier curves. */
function circle(at: (x: number, y: number) => [number, number], radius: number): TickCommand[] {
  const [r, k] = [radius, radius * 0.5523]
  return [
    ['M', ...at(r, 0)],
    ['C', ...at(r, k), ...at(k, r), ...at(0, r)],
    ['C', ...at(-k, r), ...at(-r, k), ...at(-r, 0)],
    ['C', ...at(-r, -k), ...at(-k, -r), ...at(0, -r)],
    ['C', ...at(k, -r), ...at(r, -k), ...at(r, 0)],
    ['Z'],
  ]
}
