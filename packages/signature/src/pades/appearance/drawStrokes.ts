import { inkColour, invalidAppearance, type Strokes } from './appearance.js'

const maximumPoints = 100_000
const maximumCoordinate = 1_000_000

/** The content of a hand-drawn signature: each stroke one line with round ends. */
export function drawStrokes({ lineWidth, strokes }: Strokes): string {
  if (!Array.isArray(strokes) || strokes.length === 0) throw invalidAppearance('strokes')
  if (!isWhole(lineWidth) || lineWidth <= 0) throw invalidAppearance('line width')
  let points = 0
  const lines = strokes.map((stroke: unknown) => {
    if (!Array.isArray(stroke) || stroke.length < 2 || stroke.length % 2 !== 0 || !stroke.every(isWhole)) throw invalidAppearance('stroke')
    points += stroke.length / 2
    if (points > maximumPoints) throw invalidAppearance('too large')
    return drawStroke(stroke)
  })
  return `${inkColour} RG ${lineWidth} w 1 J 1 j\n${lines.join('\n')}`
}

function drawStroke(stroke: readonly number[]): string {
  const steps: string[] = []
  for (let i = 0; i < stroke.length; i += 2) steps.push(`${stroke[i]} ${stroke[i + 1]} ${i === 0 ? 'm' : 'l'}`)
  // A dot is what the round caps of a line make of it. One of no length is a dot too (ISO 32000-2 section 8.5.3.2), but browsers' canvases draw none.
  if (stroke.length === 2) steps.push(`${stroke[0]! + 1} ${stroke[1]} l`)
  return `${steps.join(' ')} S`
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) <= maximumCoordinate
}
