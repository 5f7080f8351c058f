import { limits } from '../../pdf/limits.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf } from '../../pdf/signatureFields.js'
import { isKind, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'

type Rect = readonly [left: number, bottom: number, right: number, top: number]

/** How far a rectangle reaches into a page from the edge that a reader sees at the right; null when it leaves the page or that edge, or the page has no size. */
export function depthFromRightEdge(pdf: PdfFile, page: PdfDictionary, rect: Rect): number | null {
  const box = numbersOf(pdf, inherited(pdf, page, 'CropBox') ?? inherited(pdf, page, 'MediaBox'))
  if (!box) return null
  const rotation = inherited(pdf, page, 'Rotate')
  const turns = isKind(rotation, 'number') ? (((rotation.value / 90) % 4) + 4) % 4 : 0
  const within = rect[0] >= box[0] - slack && rect[1] >= box[1] - slack && rect[2] <= box[2] + slack && rect[3] <= box[3] + slack
  // Section 7.7.3.3: /Rotate turns the page clockwise, so the edge at the right is the top one after one turn, and so on.
  const edge = [2, 3, 0, 1][turns]
  if (!within || edge === undefined || Math.abs(rect[edge]! - box[edge]!) > slack) return null
  return edge % 2 === 0 ? rect[2] - rect[0] : rect[3] - rect[1]
}

/** Rounding of coordinates, in points. */
const slack = 0.01

/** An attribute that a page may have from a node above it (section 7.7.3.4). */
function inherited(pdf: PdfFile, page: PdfDictionary, key: string): PdfValue {
  let node: PdfDictionary | null = page
  for (let depth = 0; node && depth < limits.depth; depth++) {
    const value = pdf.get(node, key)
    if (value !== null) return value
    node = pdf.dictionary(node.entries.get('Parent'))
  }
  return null
}
