import type { TextLine } from '../../reading/paragraphs.js'

export interface Hit {
  readonly page: number
  readonly line: TextLine
}

/** Width and case do not matter, spaces do not count. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Finds words in the lines of all pages. */
export class TextFinder {
  query = ''
  hits: readonly Hit[] = []
  index = 0
  readonly #lines: (page: number) => Promise<readonly TextLine[]>
  readonly #pages: number

  constructor(pages: number, lines: (page: number) => Promise<readonly TextLine[]>) {
    this.#pages = pages
    this.#lines = lines
  }

  /** Looks through every page; a newer question overtakes an older one. */
  async find(query: string): Promise<void> {
    this.query = query.trim()
    this.hits = []
    this.index = 0
    const wanted = fold(this.query)
    if (wanted === '') return
    const hits: Hit[] = []
    for (let page = 1; page <= this.#pages; page++) {
      for (const line of await this.#lines(page)) if (fold(line.text).includes(wanted)) hits.push({ page, line })
      if (fold(this.query) !== wanted) return
    }
    this.hits = hits
  }

  onPage(page: number): TextLine[] {
    return this.hits.filter((hit) => hit.page === page).map(({ line }) => line)
  }

  /** Those that can be gone to: later pages open one after the other. */
  reachable(furthest: number): Hit[] {
    return this.hits.filter(({ page }) => page <= furthest)
  }
}

export interface Piece {
  readonly text: string
  readonly found: boolean
}

/** Cuts a text where the query stands in it. Folding may change lengths: then nothing is marked. */
export function findPieces(text: string, query: string): Piece[] {
  const [folded, wanted] = [fold(text), fold(query)]
  if (wanted === '' || folded.length !== text.length) return [{ text, found: false }]
  const pieces: Piece[] = []
  let at = 0
  for (let next = folded.indexOf(wanted); next >= 0; next = folded.indexOf(wanted, at)) {
    if (next > at) pieces.push({ text: text.slice(at, next), found: false })
    at = next + wanted.length
    pieces.push({ text: text.slice(next, at), found: true })
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false })
  return pieces
}
