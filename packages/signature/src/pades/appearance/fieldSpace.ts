import type { PdfFile } from '../../pdf/readPdf.js'
import { numbersOf, type SignatureField } from '../../pdf/document/signatureFields.js'
import { isKind, numberOr } from '../../pdf/syntax/values.js'

/** The space a field's appearance is drawn in (ISO 32000-2 section 12.5.5). */
export interface FieldSpace {
  /** [left, bottom, right, top]. */
  readonly boundingBox: readonly [number, number, number, number]
  readonly matrix: readonly number[] | null
}

/** /BBox and /Matrix of the empty field, which were frozen with it; without them the size of its rectangle. */
export function fieldSpace(pdf: PdfFile, { widget, rect }: SignatureField): FieldSpace {
  const appearances = widget && pdf.dictionary(widget.entries.get('AP'))
  const empty = appearances && pdf.dictionary(appearances.entries.get('N'))
  const [x1, y1, x2, y2] = rect ?? [0, 0, 0, 0]
  const [left, bottom, right, top] = (empty && numbersOf(pdf, empty.entries.get('BBox'))) ?? [0, 0, Math.abs(x2 - x1), Math.abs(y2 - y1)]
  const matrix = empty ? pdf.get(empty, 'Matrix') : null
  return {
    boundingBox: [Math.min(left, right), Math.min(bottom, top), Math.max(left, right), Math.max(bottom, top)],
    matrix: isKind(matrix, 'array') && matrix.items.length === 6 ? matrix.items.map((item) => numberOr(item, 0)) : null,
  }
}
