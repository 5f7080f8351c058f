export interface LayTextOptions {
  readonly text: string
  readonly width: number
  readonly height: number
  /** As the form's author set it; 0 is what fits. */
  readonly size: number
  readonly multiline: boolean
  /** 0 left, 1 in the middle, 2 right (/Q). */
  readonly align: number
  /** One character in each of so many cells; 0 is text that runs. */
  readonly cells: number
  /** Advance of a text at size 1. */
  readonly advance: (text: string) => number
}

export interface TextLine {
  readonly text: string
  /** Of the baseline, from the lower left corner of the box. */
  readonly x: number
  readonly y: number
}

export interface LaidText {
  readonly size: number
  readonly lines: readonly TextLine[]
}

const padding = 2
const [largest, smallest] = [12, 6]
const leading = 1.3
/** Where the baseline lies in an em box of Chinese characters. */
const descent = 0.12

/** A text in a box, as a viewer would set a form field's value; null when it does not fit. An automatic size goes from 12 points down to 6. */
export function layText(options: LayTextOptions): LaidText | null {
  const { size, height, multiline } = options
  if (size > 0) return layAt(options, size)
  for (let automatic = Math.min(largest, multiline ? largest : height - 1); automatic >= smallest; automatic -= 0.5) {
    const laid = layAt(options, automatic)
    if (laid !== null) return laid
  }
  return null
}

function layAt({ text, width, height, multiline, align, cells, advance }: LayTextOptions, size: number): LaidText | null {
  const middle = (height - size) / 2 + descent * size
  if (cells > 0) {
    const characters = [...text]
    const cell = width / cells
    if (characters.length > cells || size > height || characters.some((character) => advance(character) * size > cell)) return null
    return { size, lines: characters.map((character, index) => ({ text: character, x: cell * (index + 0.5) - (advance(character) * size) / 2, y: middle })) }
  }
  const room = width - 2 * padding
  const rows = multiline ? wrap(text, room / size, advance) : [text]
  const tall = multiline ? size * (1 + (rows?.length ?? 0) * leading - leading) : size
  if (rows === null || tall > height || rows.some((row) => advance(row) * size > room)) return null
  const lines = rows.map((row, index) => ({
    text: row,
    x: padding + ((room - advance(row) * size) * align) / 2,
    y: multiline ? height - Math.min(padding, (height - tall) / 2) - size * (1 - descent + index * leading) : middle,
  }))
  return { size, lines: lines.filter(({ text: row }) => row !== '') }
}

/** Lines break between Chinese characters and at spaces; closing marks stay with what they close. A word wider than the box fits nowhere. */
function wrap(text: string, room: number, advance: (text: string) => number): string[] | null {
  const rows: string[] = []
  for (const paragraph of text.split('\n')) {
    let row = ''
    for (const unit of paragraph.match(/\s+|(?:[\x21-\x7e\u00a0-\u2e7f]+|.)[。，、；：？！）》」』】”’]*/gu) ?? []) {
      if (advance(row + unit.trimEnd()) <= room) row += unit
      else if (advance(unit.trim()) > room) return null
      else {
        rows.push(row.trimEnd())
        row = unit.trimStart()
      }
    }
    rows.push(row.trimEnd())
  }
  return rows
}
