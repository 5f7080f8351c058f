import type { PdfPages, TextLine } from '../../reading/pdfPages.js'

export interface LineDifference { readonly page: number; readonly then: string | null; readonly now: string | null }

/** Lines that stand in one version and not in the other, paired by their height on the page. */
export function differingLines(page: number, then: readonly TextLine[], now: readonly TextLine[]): LineDifference[] {
  const only = (own: readonly TextLine[], other: readonly TextLine[]): TextLine[] => own.filter(({ text, bottom }) => !other.some((line) => line.text === text && Math.abs(line.bottom - bottom) < 2))
  const [gone, fresh] = [only(then, now), only(now, then)]
  const pairs: LineDifference[] = gone.map((line) => {
    const index = fresh.findIndex((candidate) => Math.abs(candidate.bottom - line.bottom) < 2)
    return { page, then: line.text, now: index < 0 ? null : fresh.splice(index, 1)[0]!.text }
  })
  return [...pairs, ...fresh.map(({ text }) => ({ page, then: null, now: text }))]
}

export interface PageDifference { readonly page: number; readonly lines: readonly LineDifference[] }

const thumbnailWidth = 300

/** Pages that do not look the same, or do not say the same, in the two versions; and those that only one can show. */
export async function compareVersions(then: PdfPages, now: PdfPages): Promise<PageDifference[]> {
  const differences: PageDifference[] = []
  for (let page = 1; page <= Math.max(then.count, now.count); page++) {
    try {
      const lines = await differingPage(page, then, now)
      if (lines) differences.push({ page, lines })
    } catch {
      // Of a page that cannot be drawn nobody may say that it were the same.
      differences.push({ page, lines: [] })
    }
  }
  return differences
}

/** What differs on a page; null when nothing does. */
async function differingPage(page: number, then: PdfPages, now: PdfPages): Promise<LineDifference[] | null> {
  if (page > then.count || page > now.count) {
    const side = page > then.count ? now : then
    return (await side.lines(page)).map(({ text }) => ({ page, then: side === then ? text : null, now: side === now ? text : null }))
  }
  const lines = differingLines(page, await then.lines(page), await now.lines(page))
  return lines.length > 0 || (await picture(then, page)) !== (await picture(now, page)) ? lines : null
}

async function picture(pages: PdfPages, page: number): Promise<string> {
  const canvas = document.createElement('canvas')
  await pages.draw(canvas, { page, width: thumbnailWidth })
  return canvas.toDataURL()
}

const cell = 12

/** Lays a tint over every part of two drawings of a page that differs: green on what was signed, red on what stands there now. */
export function markDifferences(then: HTMLCanvasElement, now: HTMLCanvasElement): void {
  if (then.width !== now.width || then.height !== now.height) return
  const [first, second] = [then, now].map((canvas) => canvas.getContext('2d')!)
  const { width, height } = then
  const [a, b] = [first!.getImageData(0, 0, width, height).data, second!.getImageData(0, 0, width, height).data]
  first!.fillStyle = 'rgb(10 92 69 / 22%)'
  second!.fillStyle = 'rgb(179 35 27 / 22%)'
  for (let top = 0; top < height; top += cell) {
    for (let left = 0; left < width; left += cell) {
      if (!differs(a, b, { left, top, width, height })) continue
      for (const drawing of [first!, second!]) drawing.fillRect(left, top, cell, cell)
    }
  }
}

function differs(a: Uint8ClampedArray, b: Uint8ClampedArray, { left, top, width, height }: { left: number; top: number; width: number; height: number }): boolean {
  for (let y = top; y < Math.min(top + cell, height); y++) {
    const [from, to] = [(y * width + left) * 4, (y * width + Math.min(left + cell, width)) * 4]
    for (let i = from; i < to; i++) if (Math.abs(a[i]! - b[i]!) > 24) return true
  }
  return false
}
