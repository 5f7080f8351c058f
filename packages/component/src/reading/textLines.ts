import type { TextLine } from './paragraphs.js'

/** A piece of text, or the mark of where a part of the content begins or ends, as pdf.js lists a page. */
export type PageItem = { readonly str: string; readonly transform: readonly number[]; readonly width: number } | { readonly type: string; readonly tag?: string }

interface Piece {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly size: number
}

/** What was filled into a form is drawn behind everything else, between marks of this name (`@loansign/contract/lender-file`). */
const filledTag = 'LoanSignFilled'

/** The text of a page by lines, as it is drawn; what was filled into a form goes where it stands, between the words of its sentence. */
export function textLines(items: readonly PageItem[]): readonly TextLine[] {
  const lines: Piece[][] = []
  const filled: Piece[] = []
  const open: (string | undefined)[] = []
  for (const item of items) {
    if ('type' in item) {
      if (item.type.startsWith('begin')) open.push(item.tag)
      else open.pop()
    } else if (item.str !== '') {
      const [, , , size = 0, left = 0, bottom = 0] = item.transform
      const piece = { text: item.str, left, right: left + item.width, bottom, size }
      const last = lines.at(-1)?.at(-1)
      // Of two marks that follow one another, the second is drawn into the empty half of the first: ）：
      if (open.includes(filledTag)) filled.push(piece)
      else if (last && Math.abs(lines.at(-1)![0]!.bottom - bottom) < 2 && left > last.right - 0.6 * size) lines.at(-1)!.push(piece)
      else lines.push([piece])
    }
  }
  for (const piece of filled) putIn(lines, piece)
  return lines.map(joined).map((line) => ({ ...line, text: plainForms(line.text).trim() })).filter(({ text }) => text !== '')
}

/** Into the nearest line beside it; where there is none, it is a line of its own below what stands above it. */
function putIn(lines: Piece[][], piece: Piece): void {
  const beside = lines.filter((line) => Math.abs(line[0]!.bottom - piece.bottom) < Math.max(line[0]!.size, piece.size) / 2)
  const away = (line: readonly Piece[]): number => Math.max(0, line[0]!.left - piece.right, piece.left - line.at(-1)!.right)
  const [nearest] = beside.sort((one, other) => away(one) - away(other))
  if (nearest === undefined) {
    const below = lines.findIndex(([first]) => first!.bottom < piece.bottom)
    lines.splice(below < 0 ? lines.length : below, 0, [piece])
  } else {
    const after = nearest.findIndex(({ left }) => left > piece.left)
    nearest.splice(after < 0 ? nearest.length : after, 0, piece)
  }
}

function joined([first, ...others]: readonly Piece[]): TextLine {
  return others.reduce(
    // Columns of a table keep apart.
    ({ text, left, right, bottom, size }, piece) => ({ text: text + (piece.left - right > 2.2 * piece.size ? '\u2003' : '') + piece.text, left, right: piece.right, bottom, size }),
    first!,
  )
}

/** Fonts map characters to radicals and ligatures that look the same; full-width punctuation stays as it is. */
function plainForms(text: string): string {
  return text.replace(/[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g, (character) => character.normalize('NFKC'))
}
