/** One line of a page's text. Points, origin bottom left. */
export interface TextLine {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly bottom: number
  readonly size: number
}

export interface Paragraph {
  readonly kind: 'heading' | 'text' | 'clause'
  readonly text: string
  /** Of a key clause. */
  readonly clauseId?: string
}

/** Where a key clause stands on the page. */
export interface ClausePlace {
  readonly id: string
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly number[]
}

const begins = /^(第[一二三四五六七八九十百]{1,4}条|\d{1,2}(\.\d{1,2})?[\s.、\u2003])/
const isHeading = /^(第[一二三四五六七八九十百]{1,4}条|\d{1,2}\.?[\s\u2003]+[A-Z][^.]*$)/

/** Puts lines together as paragraphs: those of a key clause by its place, the others by the gap between them. Running heads and page numbers stay lines of their own. */
export function paragraphs(lines: readonly TextLine[], clauses: readonly ClausePlace[]): Paragraph[] {
  const result: { kind: Paragraph['kind']; text: string; clauseId?: string }[] = []
  let before: TextLine | undefined
  for (const line of lines) {
    const middle = line.bottom + line.size / 3
    const clause = clauses.find(({ rect: [, bottom = 0, , top = 0] }) => middle > bottom && middle < top)
    const last = result.at(-1)
    const gap = before ? before.bottom - line.bottom : 0
    const joins = last && before && last.clauseId === clause?.id && (clause ? true : last.kind === 'text' && gap > 0 && gap < Math.max(before.size, line.size) * 1.9 && Math.abs(before.size - line.size) < 0.6 && !begins.test(line.text) && !line.text.includes('\u2003'))
    if (joins) last.text += (/[\x21-\x7e]$/.test(last.text) && /^[\x21-\x7e]/.test(line.text) ? ' ' : '') + line.text
    else result.push({ kind: clause ? 'clause' : isHeading.test(line.text) ? 'heading' : 'text', text: line.text, ...(clause ? { clauseId: clause.id } : {}) })
    before = line
  }
  return result
}
