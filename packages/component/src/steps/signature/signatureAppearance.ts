import type { SignerAppearance } from '@loansign/protocol/session'
import { base64url } from '../../transport/encoding.js'

interface Stroke {
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

/** Strokes of the pad as whole hundredths of a point, origin bottom left, cropped to the ink with a little air. */
export function strokesAppearance(strokes: readonly Stroke[], paper: { readonly width: number; readonly height: number }): SignerAppearance {
  const points = strokes.flatMap(({ points }) => points)
  const air = 12
  const left = Math.max(0, Math.min(...points.map(({ x }) => x)) - air)
  const right = Math.min(paper.width, Math.max(...points.map(({ x }) => x)) + air)
  const top = Math.max(0, Math.min(...points.map(({ y }) => y)) - air)
  const bottom = Math.min(paper.height, Math.max(...points.map(({ y }) => y)) + air)
  const whole = (value: number): number => Math.round(value * 100)
  return {
    kind: 'strokes',
    width: Math.max(100, whole(right - left)),
    height: Math.max(100, whole(bottom - top)),
    lineWidth: 260,
    strokes: strokes.map((stroke) => stroke.points.flatMap(({ x, y }) => [whole(x - left), whole(bottom - y)])),
  }
}

/** A typed name drawn by this device's own fonts as a one-bit mask: no font has to travel with the file. */
export function typedAppearance(name: string): SignerAppearance {
  const canvas = document.createElement('canvas')
  const size = 96
  const font = `${size}px KaiTi, STKaiti, 'Kaiti SC', 'Songti SC', 'Noto Serif CJK SC', serif`
  const measuring = canvas.getContext('2d')!
  measuring.font = font
  const columns = Math.min(1600, Math.ceil(measuring.measureText(name).width) + 32)
  const rows = Math.ceil(size * 1.5)
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.font = font
  context.textBaseline = 'middle'
  context.fillText(name, 16, rows / 2, columns - 32)
  const { data } = context.getImageData(0, 0, columns, rows)
  const rowBytes = Math.ceil(columns / 8)
  const bits = new Uint8Array(rowBytes * rows)
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (data[(y * columns + x) * 4 + 3]! > 110) bits[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7)
    }
  }
  return { kind: 'mask', width: columns * 25, height: rows * 25, columns, rows, bits: base64urlOf(bits) }
}

function base64urlOf(bytes: Uint8Array): string {
  let text = ''
  // A multiple of three at a time, so that the pieces join.
  for (let i = 0; i < bytes.length; i += 3072) text += base64url(bytes.subarray(i, i + 3072))
  return text
}
