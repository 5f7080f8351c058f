import type { Expectation } from '../errors.js'
import { ContractError } from '../errors.js'
import type { SignaturePlace } from '../addSignatureFields.js'
import { readPages, squeeze, type PageText } from './pageTexts.js'

/** Where somebody signs a file that knows nothing of us. Lengths in points. */
export type WantedPlace =
  | {
      /** 1 for the first page. */
      readonly page: number
      /** [left, bottom, right, top]. */
      readonly rect: readonly [number, number, number, number]
    }
  | {
      readonly anchor: {
        /** As it stands on the page, white space aside; exactly once in the file, or on `page`. */
        readonly text: string
        readonly page?: number
        /** From the right end of the text's baseline to the lower left corner of the place. */
        readonly right: number
        readonly up: number
        readonly width: number
        readonly height: number
      }
    }

export type PlaceFindingCode = 'anchor-not-found' | 'anchor-ambiguous' | 'page-unknown' | 'page-turned' | 'off-page' | 'too-large' | 'overlapping' | 'field-twice'

/** One place to mend; the pointer is of its entry in `places`. */
export interface PlaceFinding extends Expectation {
  readonly code: PlaceFindingCode
}

export type LenderPlace = WantedPlace & { readonly field: string; readonly role: string; readonly label: string }

/** Larger fields are refused by whoever freezes or signs: they could cover a page. */
const largestShare = 1 / 6

/**
 * Places by coordinates or by a text of the page.
 * @throws ContractError `places-unusable` with `fields`, each with its pointer, code and what was expected
 */
export async function findPlaces(pdf: Uint8Array, wanted: readonly LenderPlace[]): Promise<readonly (SignaturePlace & { readonly label: string })[]> {
  const pages = await readPages(pdf)
  const findings: PlaceFinding[] = []
  const found = wanted.map((place, index): (SignaturePlace & { label: string }) | null => {
    const { field, role, label } = place
    const at = 'anchor' in place ? locate(place.anchor, pages, `/places/${index}/anchor`) : { page: place.page, rect: place.rect }
    const problem = 'code' in at ? at : (problemOf(at, pages, `/places/${index}`) ?? (wanted.findIndex((other) => other.field === field) < index ? finding('field-twice', `/places/${index}/field`, '与其他位置不同的名称', 'another name than the other places') : null))
    if (problem !== null) findings.push(problem)
    return problem === null && !('code' in at) ? { field, role, label, page: at.page, rect: at.rect } : null
  })
  found.forEach((place, index) => {
    const other = found.findIndex((earlier, before) => before < index && earlier !== null && place !== null && overlap(earlier, place))
    if (other >= 0) findings.push(finding('overlapping', `/places/${index}`, `与 /places/${other} 不重叠的位置`, `a place that does not lie upon /places/${other}`))
  })
  if (findings.length > 0) throw new ContractError('places-unusable', { fields: findings })
  return found.filter((place) => place !== null)
}

function finding(code: PlaceFindingCode, pointer: string, zh: string, en: string): PlaceFinding {
  return { code, pointer, expected: { 'zh-CN': zh, en } }
}

type Spot = Pick<SignaturePlace, 'page' | 'rect'>

function locate({ text, page, right, up, width, height }: Extract<WantedPlace, { anchor: unknown }>['anchor'], pages: readonly PageText[], pointer: string): Spot | PlaceFinding {
  const wanted = squeeze(text)
  const hits = wanted === '' ? [] : pages.flatMap((sheet, index) => (page === undefined || page === index + 1 ? occurrences(sheet.text, wanted).map((at) => ({ page: index + 1, end: sheet.characters[at + wanted.length - 1]! })) : []))
  const where = page === undefined ? { zh: '文件', en: 'the file' } : { zh: `第 ${page} 页`, en: `page ${page}` }
  const [hit, second] = hits
  if (hit === undefined) return finding('anchor-not-found', pointer, `${where.zh}中有的文字，而不是“${text}”`, `a text that stands in ${where.en}, and not “${text}”`)
  if (second !== undefined) return finding('anchor-ambiguous', pointer, `${where.zh}中只出现一次的文字；“${text}”出现了 ${hits.length} 次（第 ${hits.map((one) => one.page).join('、')} 页）`, `a text that stands in ${where.en} once; “${text}” stands there ${hits.length} times (pages ${hits.map((one) => one.page).join(', ')})`)
  const [left, bottom] = [round(hit.end.right + right), round(hit.end.y + up)]
  return { page: hit.page, rect: [left, bottom, round(left + width), round(bottom + height)] }
}

function problemOf({ page, rect: [left, bottom, right, top] }: Spot, pages: readonly PageText[], pointer: string): PlaceFinding | null {
  const sheet = pages[page - 1]
  if (sheet === undefined) return finding('page-unknown', `${pointer}/page`, `1 至 ${pages.length} 的页码`, `a page from 1 to ${pages.length}`)
  if (sheet.turn !== 0) return finding('page-turned', `${pointer}`, '没有旋转（/Rotate）的页面', 'a page that is not turned (/Rotate)')
  const [x1, y1, x2, y2] = sheet.box
  if (![left, bottom, right, top].every(Number.isFinite) || left >= right || bottom >= top || left < x1 || bottom < y1 || right > x2 || top > y2) {
    return finding('off-page', pointer, `页面之内的矩形（${sheet.box.map(round).join(' ')}）`, `a rectangle within the page (${sheet.box.map(round).join(' ')})`)
  }
  const isLarge = (right - left) * (top - bottom) > (x2 - x1) * (y2 - y1) * largestShare
  return isLarge ? finding('too-large', pointer, '不超过页面六分之一的位置', 'a place of at most a sixth of the page') : null
}

function overlap(one: Spot, other: Spot): boolean {
  return one.page === other.page && one.rect[0] < other.rect[2] && other.rect[0] < one.rect[2] && one.rect[1] < other.rect[3] && other.rect[1] < one.rect[3]
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at)
  return found
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
