import { openForDrawing } from '../checks/openForDrawing.js'
import { plainCharacters } from './plainCharacters.js'

/** One character as it stands on its page, in points. */
export interface PageCharacter {
  readonly left: number
  readonly right: number
  /** Of its baseline. */
  readonly y: number
  readonly size: number
}

export interface PageText {
  readonly box: readonly [number, number, number, number]
  readonly turn: number
  /** In the order the page draws it, in plain characters without white space; `characters` has each of its UTF-16 units. */
  readonly text: string
  readonly characters: readonly PageCharacter[]
}

/** What an anchor is compared by. */
export function squeeze(text: string): string {
  return plainCharacters(text).replace(/\s+/g, '')
}

/** Text that runs upright; where a piece of it has several characters, their widths are taken as equal but for full-width ones, which are twice as wide. */
export async function readPages(pdf: Uint8Array): Promise<readonly PageText[]> {
  return openForDrawing(pdf, async (document) => {
    const pages: PageText[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent({ disableNormalization: true })
      const characters: PageCharacter[] = []
      let text = ''
      for (const item of items) {
        if (!('str' in item)) continue
        const [, , , , x, y] = item.transform as [number, number, number, number, number, number]
        const pieces = [...item.str].map((character) => ({ squeezed: squeeze(character), wide: /[\u2e80-\uffe6\u{20000}-\u{3ffff}]/u.test(character) ? 2 : 1 }))
        const whole = pieces.reduce((sum, { wide }) => sum + wide, 0)
        let passed = 0
        for (const { squeezed, wide } of pieces) {
          const place = { left: x + (item.width * passed) / whole, right: x + (item.width * (passed + wide)) / whole, y, size: item.height }
          passed += wide
          text += squeezed
          for (let unit = 0; unit < squeezed.length; unit++) characters.push(place)
        }
      }
      pages.push({ box: page.view as [number, number, number, number], turn: page.rotate, text, characters })
    }
    return pages
  })
}
