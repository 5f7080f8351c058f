import { ContractError, type Expectation } from '../errors.js'
import { squeeze, type PageText } from './pageTexts.js'

/** What has to be read on the pages: one of these wordings. Findings name it and tell none of them: they may be somebody's name. */
export interface RequiredText {
  readonly pointer: string
  readonly named: Expectation['expected']
  readonly texts: readonly string[]
}

/** A key clause, which is marked where its text stands. */
export interface WantedClause {
  readonly id: string
  /** What it is told by when it stands nowhere. */
  readonly pointer: string
  readonly text: string
  /** Where it stands; else it is looked for by its text, which then stands in the file once, on one page. */
  readonly at?: ClausePlace | undefined
}

export interface ClausePlace {
  /** 1 for the first page. */
  readonly page: number
  /** [left, bottom, right, top] in points. */
  readonly rect: readonly [number, number, number, number]
}

export type FoundClause = ClausePlace & { readonly id: string }

export type TextFindingCode = 'text-not-drawn' | 'clause-not-found' | 'clause-ambiguous'

/** A text that the pages lack; the pointer is into the data. */
export interface TextFinding extends Expectation {
  readonly code: TextFindingCode
}

/** Lines of a page from top to bottom, each from left to right: a value that was filled in stands in the sentence it was filled into. */
interface Sight {
  readonly text: string
  /** Numbers of characters of the page, one for each of `text`. */
  readonly order: readonly number[]
}

/** Where key clauses stand, and which texts are missing. */
export function findTexts(pages: readonly PageText[], { clauses, texts }: { readonly clauses: readonly WantedClause[]; readonly texts: readonly RequiredText[] }): { readonly clauses: readonly FoundClause[]; readonly findings: readonly TextFinding[] } {
  const sights = pages.map((page) => sightOf(page, [...page.characters.keys()]))
  const drawn = pages.map((page) => sightOf(page, [...page.characters.keys()], 'as drawn'))
  const everything = [...drawn, ...sights].map(({ text }) => text).join('\n')
  const findings: TextFinding[] = texts.filter((required) => !required.texts.some((text) => stands(everything, plain(text)))).map(({ pointer, named }) => finding('text-not-drawn', pointer, `页面上写有${named['zh-CN']}`, `${named.en} written on the pages`))
  const found = clauses.flatMap((clause): FoundClause[] => {
    const { id, pointer, text, at } = clause
    const wanted = plain(text)
    if (at !== undefined) {
      const within = pages[at.page - 1] && insideOf(pages[at.page - 1]!, at.rect)
      if (wanted !== '' && within?.some((one) => one.text.includes(wanted))) return [{ id, page: at.page, rect: at.rect }]
      findings.push(finding('clause-not-found', pointer, `第 ${at.page} 页的这个位置写有条款“${id}”的全文`, `the whole text of the clause ${id} at this place of page ${at.page}`))
      return []
    }
    const hits = wanted === '' ? [] : pages.flatMap((page, index) => occurrencesIn(sights[index]!, drawn[index]!, wanted).map((numbers) => ({ id, page: index + 1, rect: around(page, numbers) })))
    if (hits.length === 1) return hits
    findings.push(
      hits.length === 0
        ? finding('clause-not-found', pointer, `某一页上写有条款“${id}”的全文`, `the whole text of the clause ${id} on one page`)
        : finding('clause-ambiguous', pointer, `条款“${id}”的全文只写有一次，或者给出它的位置；它出现了 ${hits.length} 次`, `the text of the clause ${id} once, or its place; it stands there ${hits.length} times`),
    )
    return []
  })
  return { clauses: found, findings }
}

/** @throws ContractError `drawing-differs` */
export function requireTexts(findings: readonly TextFinding[]): void {
  if (findings.length > 0) throw new ContractError('drawing-differs', { findings })
}

function finding(code: TextFindingCode, pointer: string, zh: string, en: string): TextFinding {
  return { code, pointer, expected: { 'zh-CN': zh, en } }
}

/** Blanks are often drawn as underscores, and words broken by hyphens. */
function plain(text: string): string {
  return squeeze(text).replace(/[\u00ad_-]+/g, '')
}

/** A number is not found within a longer one. */
function stands(everything: string, wanted: string): boolean {
  const isPart = (before: string | undefined, after: string | undefined): boolean => /\d/.test(before ?? '') && /\d/.test(after ?? '')
  for (let at = everything.indexOf(wanted); wanted !== '' && at >= 0; at = everything.indexOf(wanted, at + 1)) {
    const [before, behind] = [everything[at - 1], everything.slice(at + wanted.length, at + wanted.length + 2)]
    const cut = isPart(before, wanted[0]) || (/[.,]/.test(before ?? '') && /\d/.test(everything[at - 2] ?? '') && /\d/.test(wanted[0]!))
    const goesOn = isPart(wanted.at(-1), behind[0]) || (/\d/.test(wanted.at(-1)!) && /^[.,]\d/.test(behind))
    if (!cut && !goesOn) return true
  }
  return false
}

function sightOf({ text, characters }: PageText, numbers: readonly number[], order: 'as seen' | 'as drawn' = 'as seen'): Sight {
  const sorted = order === 'as drawn' ? numbers : linesOf(characters, numbers).flatMap((line) => line.sort((one, other) => characters[one]!.left - characters[other]!.left || one - other))
  const kept = sorted.filter((number) => plain(text[number]!) !== '')
  return { text: kept.map((number) => text[number]!).join(''), order: kept }
}

/** A value's baseline may lie a little beside that of the words around it. */
function linesOf(characters: PageText['characters'], numbers: readonly number[]): number[][] {
  const lines: number[][] = []
  for (const number of [...numbers].sort((one, other) => characters[other]!.y - characters[one]!.y || one - other)) {
    const first = lines.at(-1)?.[0]
    if (first !== undefined && characters[first]!.y - characters[number]!.y <= Math.max(characters[first]!.size, characters[number]!.size) / 2) lines.at(-1)!.push(number)
    else lines.push([number])
  }
  return lines
}

function insideOf(page: PageText, [left, bottom, right, top]: ClausePlace['rect']): readonly Sight[] {
  const numbers = [...page.characters.keys()].filter((number) => {
    const { left: from, right: to, y } = page.characters[number]!
    const middle = (from + to) / 2
    return middle >= left && middle <= right && y >= bottom && y <= top
  })
  return [sightOf(page, numbers), sightOf(page, numbers, 'as drawn')]
}

/** As it is seen; where that reads two columns as one, as it is drawn. */
function occurrencesIn(seen: Sight, drawn: Sight, wanted: string): readonly (readonly number[])[] {
  const occurrences = ({ text, order }: Sight): number[][] => {
    const found: number[][] = []
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(order.slice(at, at + wanted.length))
    return found
  }
  const first = occurrences(seen)
  return first.length > 0 ? first : occurrences(drawn)
}

/** The lines of a clause, with a little room, within the page. */
function around({ characters, box: [left, bottom, right, top] }: PageText, numbers: readonly number[]): ClausePlace['rect'] {
  const places = numbers.map((number) => characters[number]!)
  const round = (value: number): number => Math.round(value * 100) / 100
  const room = 2
  return [
    round(Math.max(left, Math.min(...places.map((place) => place.left)) - room)),
    round(Math.max(bottom, Math.min(...places.map(({ y, size }) => y - size * 0.25)) - room)),
    round(Math.min(right, Math.max(...places.map((place) => place.right)) + room)),
    round(Math.min(top, Math.max(...places.map(({ y, size }) => y + size * 0.9)) + room)),
  ]
}
