import type { PdfPages } from '../../reading/pdfPages.js'
import type { Comparison } from '../host.js'
import { compareVersions, markDifferences } from './compareVersions.js'

/** Draws the first page that differs from both versions, the differences marked. A version that cannot be drawn gives no picture. */
export async function drawDifference({ then, now }: { readonly then: Uint8Array; readonly now: Uint8Array }): Promise<Comparison> {
  const { PdfPages: pdf } = await import('../../reading/pdfPages.js')
  const opened: PdfPages[] = []
  try {
    for (const bytes of [then, now]) opened.push(await pdf.open(bytes))
    const [before, after] = opened
    const pages = await compareVersions(before!, after!)
    const page = pages[0]?.page ?? 1
    if (page > before!.count || page > after!.count) return { pages, then: null, now: null }
    const canvases = [document.createElement('canvas'), document.createElement('canvas')] as const
    await before!.draw(canvases[0], { page, width: 600 })
    await after!.draw(canvases[1], { page, width: 600 })
    markDifferences(...canvases)
    return { pages, then: canvases[0], now: canvases[1] }
  } catch {
    // A viewer that cannot open one of the versions shows nothing; the verdict stands without a picture.
    return { pages: [], then: null, now: null }
  } finally {
    for (const pages of opened) await pages.close()
  }
}
