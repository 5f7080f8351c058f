import type { FontName } from '@loansign/fonts'
import type { PDFDocument, PDFPage } from 'pdf-lib'
import type { CheckDrawnPagesOptions, DrawnText } from '../../checks/checkDrawnPages.js'
import { openFont } from '../../drawing/glyphOutlines.js'

const face: FontName = 'NotoSerifSC-Regular.ttf'
const size = 8
/** From the edge that is seen at the top to the baseline, in points. */
const depth = 14
const red = [0.7, 0.14, 0.11]

/** A line in the middle of every page's top, upright for the reader. */
export function markPages(document: PDFDocument, text: string): Required<Pick<CheckDrawnPagesOptions, 'texts' | 'fonts'>> {
  const font = openFont(face)
  const width = font.getAdvanceWidth(text, size)
  const texts = document.getPages().map((page, index): DrawnText => ({ pointer: `/pages/${index + 1}`, page: index + 1, matrix: topOf(page), color: red, size, runs: [{ font: face, text, x: (topWidth(page) - width) / 2, y: 0 }] }))
  return { texts, fonts: new Map([[face, font]]) }
}

const turnOf = (page: PDFPage): number => ((page.getRotation().angle % 360) + 360) % 360

function topWidth(page: PDFPage): number {
  const { width, height } = page.getCropBox()
  return turnOf(page) % 180 === 0 ? width : height
}

/** From the left end of the line to the page: /Rotate turns the page clockwise. */
function topOf(page: PDFPage): DrawnText['matrix'] {
  const { x, y, width, height } = page.getCropBox()
  const turn = turnOf(page)
  if (turn === 90) return [0, 1, -1, 0, x + depth, y]
  if (turn === 180) return [-1, 0, 0, -1, x + width, y + depth]
  return turn === 270 ? [0, -1, 1, 0, x + width - depth, y + height] : [1, 0, 0, 1, x, y + height - depth]
}
