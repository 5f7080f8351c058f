import type { Picture } from './judges/poppler.js'

const side = 10
const step = 5

/**
 * How far two pictures of one page are apart: the largest difference of the mean shade of a square of 10 × 10 pixels, 0 to 255.
 * Two renderers smooth edges differently, which hardly moves a mean; a glyph that is missing or a stroke elsewhere does.
 */
export function furthestApart(one: Picture, other: Picture): { apart: number; at: readonly [x: number, y: number] } {
  if (one.width !== other.width || one.height !== other.height) throw new Error(`${one.width} × ${one.height} beside ${other.width} × ${other.height}`)
  let apart = 0
  let at: [number, number] = [0, 0]
  for (let y = 0; y + side <= one.height; y += step) {
    for (let x = 0; x + side <= one.width; x += step) {
      const difference = Math.abs(meanShade(one, x, y) - meanShade(other, x, y))
      if (difference > apart) [apart, at] = [difference, [x, y]]
    }
  }
  return { apart: Math.round(apart), at }
}

function meanShade({ width, shades }: Picture, left: number, top: number): number {
  let sum = 0
  for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) sum += shades[y * width + x]!
  return sum / (side * side)
}

/** A rectangle of the picture, as a picture. */
export function cut({ width, shades }: Picture, [left, top, cutWidth, height]: readonly [number, number, number, number]): Picture {
  const rows = Array.from({ length: height }, (_, row) => shades.subarray((top + row) * width + left, (top + row) * width + left + cutWidth))
  return { width: cutWidth, height, shades: new Uint8Array(Buffer.concat(rows)) }
}

/** The picture with a rectangle of it gone, as if a glyph were missing. */
export function without(picture: Picture, [left, top, width, height]: readonly [number, number, number, number]): Picture {
  const shades = Uint8Array.from(picture.shades)
  for (let y = top; y < top + height; y++) shades.fill(255, y * picture.width + left, y * picture.width + left + width)
  return { ...picture, shades }
}

/** The picture with a rectangle of it moved to the right. */
export function moved(picture: Picture, [left, top, width, height]: readonly [number, number, number, number], by: number): Picture {
  const shades = Uint8Array.from(without(picture, [left, top, width, height]).shades)
  for (let y = top; y < top + height; y++) for (let x = left; x < left + width; x++) {
    const [from, to] = [y * picture.width + x, y * picture.width + x + by]
    shades[to] = Math.min(shades[to]!, picture.shades[from]!)
  }
  return { ...picture, shades }
}

/** A spot with a glyph on it: the square of 12 × 12 pixels whose ink is nearest to a share of its area, within a part of the page. */
export function inkedSpot(picture: Picture, share: number): readonly [number, number, number, number] {
  let best: [number, number] = [0, 0]
  let distance = Infinity
  for (let y = 40; y + 60 < picture.height; y += 4) {
    for (let x = 40; x + 52 < picture.width; x += 4) {
      let ink = 0
      for (let dy = 0; dy < 12; dy++) for (let dx = 0; dx < 12; dx++) ink += 255 - picture.shades[(y + dy) * picture.width + x + dx]!
      const off = Math.abs(ink / (144 * 255) - share)
      if (off < distance) [distance, best] = [off, [x, y]]
    }
  }
  return [best[0], best[1], 12, 12]
}
