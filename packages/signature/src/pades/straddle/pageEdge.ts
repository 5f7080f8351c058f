import { limits } from '../../pdf/limits.js'
import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf } from '../../pdf/document/signatureFields.js'
import { numberOr, type PdfDictionary, type PdfValue } from '../../pdf/syntax/values.js'

type Rect = readonly [left: number, bottom: number, right: number, top: number]

/** A rectangle at the edge of a page that a reader sees at the right: how far it reaches in and along the edge, beside the page's own sizes in these directions. */
export interface EdgePlace {
  readonly depth: number
  readonly pageDepth: number
  readonly length: number
  readonly pageLength: number
}

/** Null when the rectangle leaves the page or that edge, or the page has no size. */
export function placeAtRightEdge(pdf: PdfFile, page: PdfDictionary, rect: Rect): EdgePlace | null {
  const box = visibleBox(pdf, page)
  // Corners in another order would make sizes negative, and so small.
  if (!box || rect[2] <= rect[0] || rect[3] <= rect[1]) return null
  const turns = (((numberOr(inherited(pdf, page, 'Rotate'), 0) / 90) % 4) + 4) % 4
  const within = rect[0] >= box[0] - slack && rect[1] >= box[1] - slack && rect[2] <= box[2] + slack && rect[3] <= box[3] + slack
  // Section 7.7.3.3: /Rotate turns the page clockwise, so the edge at the right is the top one after one turn, and so on.
  const edge = [2, 3, 0, 1][turns]
  if (!within || edge === undefined || Math.abs(rect[edge]! - box[edge]!) > slack) return null
  const [width, height, pageWidth, pageHeight] = [rect[2] - rect[0], rect[3] - rect[1], box[2] - box[0], box[3] - box[1]]
  return edge % 2 === 0
    ? { depth: width, pageDepth: pageWidth, length: height, pageLength: pageHeight }
    : { depth: height, pageDepth: pageHeight, length: width, pageLength: pageWidth }
}

/** Section 14.11.2.1: what of the page is shown is the part of the /CropBox that lies in the /MediaBox. */
export function visibleBox(pdf: PdfFile, page: PdfDictionary): Rect | null {
  const media = numbersOf(pdf, inherited(pdf, page, 'MediaBox'))
  const cropBox = inherited(pdf, page, 'CropBox')
  const crop = cropBox === null ? media : numbersOf(pdf, cropBox)
  return media && crop && [Math.max(media[0], crop[0]), Math.max(media[1], crop[1]), Math.min(media[2], crop[2]), Math.min(media[3], crop[3])]
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
