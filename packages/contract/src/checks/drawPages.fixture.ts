import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface DrawnGlyphs {
  /** Characters of a text as the file says it draws them, from left to right, and where: in pixels of the drawn page. */
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface DrawnPage {
  readonly canvas: Canvas
  readonly glyphs: readonly DrawnGlyphs[]
}

/** Draws every page, and says which text should be seen where. */
export async function drawPages(pdf: Uint8Array, dotsPerInch: number): Promise<readonly DrawnPage[]> {
  const task = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 })
  try {
    const document = await task.promise
    const pages: DrawnPage[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const scale = dotsPerInch / 72
      const viewport = page.getViewport({ scale })
      const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
      await page.render({ canvas: canvas as never, canvasContext: canvas.getContext('2d') as never, viewport }).promise
      const { items } = await page.getTextContent()
      const glyphs = items.flatMap((item): DrawnGlyphs[] => {
        if (!('str' in item) || item.str.trim() === '') return []
        const [, , , size, x, y] = item.transform as number[]
        const bottom = viewport.height - y! * scale
        return [{ text: item.str, left: x! * scale, right: (x! + item.width) * scale, top: bottom - Math.abs(size!) * scale * 0.88, bottom: bottom + Math.abs(size!) * scale * 0.12 }]
      })
      pages.push({ canvas, glyphs })
    }
    return pages
  } finally {
    await task.destroy()
  }
}

/** How dark a part of a page is against its own ground: 0 where all is of one colour. */
export function ink(canvas: Canvas, { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number }): number {
  const [x, y] = [Math.max(0, Math.floor(left)), Math.max(0, Math.floor(top))]
  const [width, height] = [Math.max(1, Math.ceil(right) - x), Math.max(1, Math.ceil(bottom) - y)]
  const { data } = canvas.getContext('2d').getImageData(x, y, width, height)
  const light = Array.from({ length: data.length / 4 }, (_, index) => data[4 * index]! * 0.3 + data[4 * index + 1]! * 0.59 + data[4 * index + 2]! * 0.11)
  const ground = light.reduce((most, value) => Math.max(most, value), 0)
  return light.filter((value) => value < ground - 30).length / light.length
}
