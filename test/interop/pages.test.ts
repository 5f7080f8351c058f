import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../e2e/driving/browser.mjs'
import { newestPdf, place, sent } from '../e2e/driving/place.js'
import { popplerPage, type Picture } from './judges/poppler.js'
import { cut, furthestApart, inkedSpot, moved, without } from './likeness.js'

/** Above this two pictures show different pages. Measured: 20 to 32 between the two renderers; 43 and more for one glyph that is missing. */
const tolerance = 38
/** The same for the place of the signature, which is drawn in lines and holds next to no text. Measured: 18 between the two; 25 for a signature 2 pixels off on a page 703 wide, 33 for 3. */
const toleranceOfDrawing = 25

interface Drawn {
  readonly page: number
  readonly byElement: Picture
  readonly byPoppler: Picture
}

let browser: Browser
let folder: string
let read: Drawn[]
let confirmed: Drawn
let field: readonly [number, number, number, number]

/** What is in the element's canvas now. */
async function canvasOf(phone: Page): Promise<Picture> {
  const { width, height, shades } = await phone.locator('.viewport canvas, .whole canvas').first().evaluate((element) => {
    const canvas = element as HTMLCanvasElement
    const { width, height } = canvas
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height)
    let text = ''
    for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(Math.round(0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!))
    return { width, height, shades: btoa(text) }
  })
  return { width, height, shades: new Uint8Array(Buffer.from(shades, 'base64')) }
}

beforeAll(async () => {
  browser = await launch()
  folder = mkdtempSync(join(tmpdir(), 'loansign-pages-'))
  const here = await place(browser, { deviceScaleFactor: 2 })
  const { phone, borrower, server } = here
  let view: { documents: { place: { page: number; rect: [number, number, number, number] } }[] } | undefined
  phone.on('response', async (response) => {
    if (response.url().endsWith('/v1/session')) view ??= await response.json().catch(() => undefined)
  })
  try {
    await sent(here)
    await borrower.open()
    await borrower.identify()
    await borrower.consent()
    await borrower.costs()
    const canvases: Picture[] = []
    for (let page = 1; page <= 2; page++) {
      await borrower.read({ until: 1 })
      canvases.push(await canvasOf(phone))
      await borrower.press(borrower.text.next)
    }
    await borrower.read()
    await borrower.confirmCode()
    await borrower.draw()
    await phone.locator('canvas[data-drawn=true]').waitFor({ timeout: 60_000 })
    const last = await canvasOf(phone)
    const frozen = join(folder, 'contract.pdf')
    writeFileSync(frozen, (await newestPdf(server.origin)).pdf)
    await borrower.sign()
    const signed = join(folder, 'signed.pdf')
    writeFileSync(signed, (await newestPdf(server.origin)).pdf)
    const beside = (file: string, page: number, byElement: Picture): Drawn => ({ page, byElement, byPoppler: popplerPage(file, { page, ...byElement }) })
    read = canvases.map((picture, index) => beside(frozen, index + 1, picture))
    const [{ place: where }] = view!.documents as [{ place: { page: number; rect: [number, number, number, number] } }]
    confirmed = beside(signed, where.page, last)
    const scale = last.width / 595.28
    const [left, bottom, right, top] = where.rect.map((value) => Math.round(value * scale)) as [number, number, number, number]
    field = [left, last.height - top, right - left, top - bottom]
  } finally {
    await here.close()
  }
}, 300_000)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await browser.close()
})

/** Kept for whoever wants to look. */
function keep(name: string, { width, height, shades }: Picture): void {
  const target = process.env.LOANSIGN_SHOTS
  if (target !== undefined) writeFileSync(join(target, `${name}.pgm`), Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), shades]))
}

describe('what the element drew, beside what poppler draws', () => {
  it('are the same pages while reading', () => {
    expect(read).toHaveLength(2)
    for (const { page, byElement, byPoppler } of read) {
      keep(`page-${page}-element`, byElement)
      keep(`page-${page}-poppler`, byPoppler)
      const { apart, at } = furthestApart(byElement, byPoppler)
      if (process.env.LOANSIGN_SHOTS) console.log(page, apart, at, 'glyph', [0.25, 0.35, 0.45].map((share) => furthestApart(byElement, without(byPoppler, inkedSpot(byPoppler, share))).apart))
      expect(apart, `page ${page} at ${at.join(', ')}`).toBeLessThanOrEqual(tolerance)
    }
  })

  it('is the same page that was confirmed and then signed, with the drawing in its place', () => {
    keep('confirm-element', confirmed.byElement)
    keep('confirm-poppler', confirmed.byPoppler)
    const { apart, at } = furthestApart(confirmed.byElement, confirmed.byPoppler)
    if (process.env.LOANSIGN_SHOTS) console.log('confirm', apart, at, field, 'moved', [3, 5, 8].map((by) => furthestApart(confirmed.byElement, moved(confirmed.byPoppler, field, by)).apart))
    expect(apart, at.join(', ')).toBeLessThanOrEqual(tolerance)
    const drawing = furthestApart(cut(confirmed.byElement, field), cut(confirmed.byPoppler, field)).apart
    if (process.env.LOANSIGN_SHOTS) console.log('drawing', drawing, [1, 2, 3].map((by) => furthestApart(cut(confirmed.byElement, field), cut(moved(confirmed.byPoppler, field, by), field)).apart))
    expect(drawing).toBeLessThanOrEqual(toleranceOfDrawing)
  })

  it('would be told apart by one missing glyph on any of them, and by a signature three pixels off', () => {
    for (const { byElement, byPoppler } of read) {
      const poorer = without(byPoppler, inkedSpot(byPoppler, 0.25))
      expect(furthestApart(byElement, poorer).apart).toBeGreaterThan(tolerance)
    }
    const { byElement, byPoppler } = confirmed
    expect(furthestApart(cut(byElement, field), cut(moved(byPoppler, field, 3), field)).apart).toBeGreaterThan(toleranceOfDrawing)
    expect(furthestApart(byElement, without(byPoppler, field)).apart).toBeGreaterThan(tolerance)
    // And the other page of the two is another page.
    expect(furthestApart(read[0]!.byElement, read[1]!.byPoppler).apart).toBeGreaterThan(tolerance)
  })
})
