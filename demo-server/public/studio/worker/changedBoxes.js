/** Side of the cells that are compared, in pixels, and how far apart a channel may be before a cell counts: edges of glyphs differ by a little from drawing to drawing. */
const cell = 8
const tolerance = 48

/**
 * Where two drawings of a page differ: boxes around cells that touch each other.
 * @param {OffscreenCanvas} before @param {OffscreenCanvas} after
 * @returns {{ x: number, y: number, width: number, height: number }[]} in pixels
 */
export function changedBoxes(before, after) {
  const [width, height] = [Math.min(before.width, after.width), Math.min(before.height, after.height)]
  const [one, other] = [before, after].map((canvas) => canvas.getContext('2d').getImageData(0, 0, width, height).data)
  return boxesOf(changedCells(one, other, width, height), Math.ceil(width / cell), Math.ceil(height / cell)).map(([left, top, right, bottom]) => ({ x: left * cell, y: top * cell, width: (right - left + 1) * cell, height: (bottom - top + 1) * cell }))
}

/** @param {Uint8ClampedArray} one RGBA @param {Uint8ClampedArray} other */
export function changedCells(one, other, width, height) {
  const columns = Math.ceil(width / cell)
  const changed = new Uint8Array(columns * Math.ceil(height / cell))
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      if (Math.abs(one[at] - other[at]) > tolerance || Math.abs(one[at + 1] - other[at + 1]) > tolerance || Math.abs(one[at + 2] - other[at + 2]) > tolerance) changed[Math.floor(y / cell) * columns + Math.floor(x / cell)] = 1
    }
  }
  return changed
}

/** Left, top, right, bottom of every group of changed cells that touch or have one cell between them. */
export function boxesOf(changed, columns, rows) {
  const boxes = []
  const seen = new Uint8Array(changed.length)
  for (let start = 0; start < changed.length; start++) {
    if (!changed[start] || seen[start]) continue
    const box = [columns, rows, 0, 0]
    const open = [start]
    seen[start] = 1
    while (open.length > 0) {
      const at = open.pop()
      const [x, y] = [at % columns, Math.floor(at / columns)]
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const [nx, ny] = [x + dx, y + dy]
          const next = ny * columns + nx
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows || !changed[next] || seen[next]) continue
          seen[next] = 1
          open.push(next)
        }
      }
    }
    boxes.push(box)
  }
  return boxes
}
