import type { PdfFile } from '../../../pdf/readPdf.js'
import { positionsOf } from '../../../pdf/syntax/positionsOf.js'
import { isKind } from '../../../pdf/syntax/values.js'
import { objectNumbers } from '../../../pdf/walk.js'
import type { PlacedSignature } from './placeSignature.js'

/** Whether bytes look as if they had been signed, readable or not. */
export function tracesOfSignature(bytes: Uint8Array): number[] {
  return positionsOf(bytes, 'ByteRange')
}

/**
 * Whether the file holds a signature that no field leads to: its field was damaged or turned away, its object lost, or it stands behind the end.
 * The word alone, in a text or a drawing, does not count.
 */
export function hasHiddenSignature(pdf: PdfFile, placed: readonly PlacedSignature[]): boolean {
  const traces = tracesOfSignature(pdf.bytes)
  if (traces.length === placed.length) return false
  const shown = new Set(placed.map(({ dictionary }) => dictionary))
  const objects = objectNumbers(pdf)
    .flatMap((number) => {
      const range = pdf.objectRange(number)
      return range ? [{ number, start: range[0], end: range[1] }] : []
    })
    .sort((a, b) => a.start - b.start)
  let index = 0
  return traces.some((position) => {
    while (index + 1 < objects.length && objects[index + 1]!.start <= position) index++
    const holder = objects[index]
    if (!holder || position < holder.start || position >= holder.end) return true
    const value = pdf.object(holder.number)
    return isKind(value, 'dictionary') && value.entries.has('ByteRange') && value.entries.has('Contents') && !shown.has(value)
  })
}
