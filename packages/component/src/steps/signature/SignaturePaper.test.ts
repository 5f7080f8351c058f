import { expect, it } from 'vitest'
import { fitWriting } from './SignaturePaper.js'

const stroke = { penColor: '#000', dotSize: 1, minWidth: 1, maxWidth: 2, velocityFilterWeight: 0.7, compositeOperation: 'source-over' as const, points: [{ x: 0, y: 0, pressure: 0, time: 1 }, { x: 300, y: 190, pressure: 0, time: 2 }] }

it('keeps a writing whole and in its proportions on any other paper', () => {
  const size = { width: 328, height: 190 }
  const landscape = { width: 700, height: 250 }
  const there = fitWriting({ strokes: [stroke], size }, landscape)
  const [first, last] = there[0]!.points
  expect(first!.y).toBeCloseTo(0)
  expect(last!.y).toBeCloseTo(250)
  expect((last!.x - first!.x) / (last!.y - first!.y)).toBeCloseTo(300 / 190)
  for (const { x, y } of there[0]!.points) expect(x > -1e-9 && x <= landscape.width && y > -1e-9 && y <= landscape.height + 1e-9).toBe(true)
  const back = fitWriting({ strokes: there, size: landscape }, size)
  back[0]!.points.forEach((point, index) => {
    expect(point.x).toBeGreaterThan(-1e-9)
    expect(point.x).toBeLessThanOrEqual(size.width)
    expect(point.time).toBe(stroke.points[index]!.time)
  })
})
