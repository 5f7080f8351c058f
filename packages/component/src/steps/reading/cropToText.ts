import type { TextLine } from '../../reading/paragraphs.js'
import type { KeyClause } from '../../signing/openDocument.js'

export interface CropToTextOptions {
  /** Of the page, in points. */
  readonly width: number
  /** All key clauses of the document: a page is never cropped closer than their column, so that pages look alike. */
  readonly clauses: readonly Pick<KeyClause, 'rect'>[]
  readonly lines: readonly Pick<TextLine, 'left' | 'right'>[]
  /** Points left and right of the text that stay. */
  readonly margin: number
}

/** How much of a page's width may be cut off left and right, in points: white only, never a number or a heading that stands out of the column. */
export function cropToText({ width, clauses, lines, margin }: CropToTextOptions): { readonly left: number; readonly right: number } {
  if (clauses.length === 0 || lines.length === 0) return { left: 0, right: 0 }
  const from = Math.min(...clauses.map(({ rect }) => rect[0]), ...lines.map(({ left }) => left))
  const to = Math.max(...clauses.map(({ rect }) => rect[2]), ...lines.map(({ right }) => right))
  return { left: Math.max(0, from - margin), right: Math.max(0, width - to - margin) }
}
