import type { PdfPages } from '../../reading/pdfPages.js'
import type { Comparison } from '../host.js'
import { compareVersions, markDifferences } from './compareVersions.js'

/** Draws the first page that differs from both versions, the differences marked. A version that cannot be drawn gives no picture, one that cannot be opened nothing to say. */
export async function drawDifference({ then, now }: { readonly then: Uint8Array; readonly now: Uint8Array }): Promise<Comparison> {
  const { PdfPages: pdf } = await import('../../reading/pdfPages.js')
  const opened: PdfPages[] = []
  try {
    for (const bytes of [then, now]) opened.push(await pdf.open(bytes))
    const [before, after] = opened
    const pages = await compareVersions(before!, after!)
    const page = pages[0]?.page ?? 1
    const isOnBoth = page <= Math.min(before!.count, after!.count)
    return { pages, ...((isOnBoth && (await draw(before!, after!, page).catch(() => null))) || { then: null, now: null }) }
  } catch {
    // Where a viewer cannot open one of the versions nobody knows whether they look alike; the verdict stands.
    return { pages: null, then: null, now: null }
  } finally {
    for (const pages of opened) await pages.close()
  }
}

async function draw(before: PdfPages, after: PdfPages, page: number): Promise<Pick<Comparison, 'then' | 'now'>> {
  const canvases = [document.createElement('canvas'), document.createElement('canvas')] as const
  await before.draw(canvases[0], { page, width: 600 })
  await after.draw(canvases[1], { page, width: 600 })
  markDifferences(...canvases)
  return { then: canvases[0], now: canvases[1] }
}
