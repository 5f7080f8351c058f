import { readDictionary } from './dictionary.js'
import type { PlainPdf } from './plainPdf.js'

export interface PlainPage {
  readonly number: number
  readonly entries: Map<string, string>
  /** [left, bottom, right, top] of what is seen. */
  readonly box: readonly [number, number, number, number]
  /** Quarters by which it is turned clockwise. */
  readonly turns: number
}

/** The pages in their order, and the nodes of the tree above them (ISO 32000-2 section 7.7.3). */
export function plainPages(file: PlainPdf): { readonly pages: readonly PlainPage[]; readonly nodes: readonly number[] } {
  const [pages, nodes]: [PlainPage[], number[]] = [[], []]
  const visit = (number: number, inherited: ReadonlyMap<string, string>, depth: number): void => {
    if (depth > 64) throw new TypeError('a page tree without end')
    const { entries } = readDictionary(file.objects.get(number)?.text ?? '')
    const all = new Map([...inherited, ...entries])
    if (!entries.has('Kids')) {
      const numbers = (name: string): number[] | undefined => file.resolve(all.get(name))?.match(/-?[\d.]+/g)?.map(Number)
      const media = numbers('MediaBox')!
      const crop = numbers('CropBox') ?? media
      // Section 14.11.2.1: no more is seen than the medium has.
      const [left, bottom] = [Math.max(Math.min(crop[0]!, crop[2]!), Math.min(media[0]!, media[2]!)), Math.max(Math.min(crop[1]!, crop[3]!), Math.min(media[1]!, media[3]!))]
      const [right, top] = [Math.min(Math.max(crop[0]!, crop[2]!), Math.max(media[0]!, media[2]!)), Math.min(Math.max(crop[1]!, crop[3]!), Math.max(media[1]!, media[3]!))]
      pages.push({ number, entries, box: [left, bottom, right, top], turns: (((Number(file.resolve(all.get('Rotate')) ?? 0) / 90) % 4) + 4) % 4 })
      return
    }
    nodes.push(number)
    for (const [, kid] of (file.resolve(entries.get('Kids')) ?? '').matchAll(/(\d+) 0 R/g)) visit(Number(kid), new Map([...all].filter(([name]) => ['MediaBox', 'CropBox', 'Rotate'].includes(name))), depth + 1)
  }
  const root = readDictionary(file.resolve(file.trailer.get('Root')) ?? '').entries
  visit(Number(/^(\d+) 0 R$/.exec(root.get('Pages') ?? '')?.[1]), new Map(), 0)
  return { pages, nodes }
}
