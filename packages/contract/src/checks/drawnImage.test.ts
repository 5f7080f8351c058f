import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { afterAll, describe, expect, it } from 'vitest'
import { loanProduct } from '../../dist/index.js'
import { typst } from '../../dist/typst/index.js'
import type { ContractData } from '../data/contractData.js'
import { productFolder, readProduct } from '../products/readProduct.js'
import { sampleOrder } from '../products/sampleOrder.fixture.js'
import { drawPages, ink, type DrawnGlyphs, type DrawnPage } from './drawPages.fixture.js'

// Text extraction cannot see a glyph that is named and not drawn. These tests look at the drawn pages.

const engine = typst()
afterAll(() => engine.close())

const names = ['personal-loan', 'farmer-credit', 'micro-enterprise', 'guaranteed-loan', 'mortgage-loan', 'credit-line']
const cases = names.flatMap((name) => readProduct(productFolder(name)).languages.map((language) => ({ name, language })))
const wide = /^[\u3400-\u9fff\u{20000}-\u{2fa1f}]+$/u

/** Characters of full width that the file says are there and the page shows nothing of. */
function invisible(page: DrawnPage): string[] {
  return page.glyphs.filter(({ text }) => wide.test(text)).flatMap((glyphs) => cells(glyphs).filter((cell) => ink(page.canvas, cell) < 0.02).map(({ text }) => text))
}

/** One cell a character: full-width characters are equally wide. */
function cells(glyphs: DrawnGlyphs): DrawnGlyphs[] {
  const characters = [...glyphs.text]
  const width = (glyphs.right - glyphs.left) / characters.length
  return characters.map((text, index) => ({ ...glyphs, text, left: glyphs.left + index * width, right: glyphs.left + (index + 1) * width }))
}

/** All pages side by side, small, as a JPEG: what a reviewer sees change. */
function sheet(pages: readonly DrawnPage[]): Buffer {
  const [width, height] = [298, 421]
  const whole = createCanvas(pages.length * width, height)
  const context = whole.getContext('2d')
  context.imageSmoothingQuality = 'high'
  pages.forEach((page, index) => context.drawImage(page.canvas, index * width, 0, width, height))
  return whole.toBuffer('image/jpeg', 45)
}

async function decode(picture: Buffer): Promise<Canvas> {
  const image = await loadImage(picture)
  const canvas = createCanvas(image.width, image.height)
  canvas.getContext('2d').drawImage(image, 0, 0)
  return canvas
}

/** Mean difference of lightness over squares of 8 pixels, 0 to 255; the largest of them. */
function largestDifference(one: Canvas, other: Canvas): number {
  const [a, b] = [one, other].map((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data)
  let largest = 0
  for (let y = 0; y + 8 <= one.height; y += 8) {
    for (let x = 0; x + 8 <= one.width; x += 8) {
      let sum = 0
      for (let row = 0; row < 8; row++) for (let column = 0; column < 8; column++) sum += Math.abs(a![4 * ((y + row) * one.width + x + column) + 1]! - b![4 * ((y + row) * one.width + x + column) + 1]!)
      largest = Math.max(largest, sum / 64)
    }
  }
  return largest
}

describe.each(cases)('$name, $language', ({ name, language }) => {
  it('shows every character it names, its figures among them, and looks as its golden pages do', async () => {
    const { pdf, data } = await loanProduct({ engine, folder: productFolder(name) }).generate(sampleOrder(language, name))
    const pages = await drawPages(pdf, 96)
    expect(pages.flatMap(invisible)).toEqual([])
    const { keyFacts, totals, drawdowns } = JSON.parse(new TextDecoder().decode(data)) as ContractData
    for (const figure of [keyFacts.principal, keyFacts.apr, keyFacts.totalPayment, ...(drawdowns.length > 0 ? drawdowns.map((plan) => plan.totals.total) : [totals.total])]) {
      const seen = pages.flatMap(({ canvas, glyphs }) => glyphs.filter(({ text }) => text.includes(figure)).map((place) => ink(canvas, place)))
      expect(seen.length).toBeGreaterThan(0)
      for (const share of seen) expect(share).toBeGreaterThan(0.05)
    }
    const drawn = sheet(pages)
    const golden = fileURLToPath(new URL(`golden/${language}.jpg`, productFolder(name)))
    // LOANSIGN_GOLDEN=write makes them anew; look at them before they are committed.
    if (process.env.LOANSIGN_GOLDEN === 'write') {
      mkdirSync(fileURLToPath(new URL('golden/', productFolder(name))), { recursive: true })
      writeFileSync(golden, drawn)
    }
    const [kept, now] = [await decode(readFileSync(golden)), await decode(drawn)]
    expect([now.width, now.height]).toEqual([kept.width, kept.height])
    expect(largestDifference(kept, now)).toBeLessThan(12)
  }, 120_000)
})

/** What a broken subset does: names and widths of glyphs stay, their outlines are gone. */
async function withoutOutlines(pdf: Uint8Array, font: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || !String(object.get(PDFName.of('FontName'))).includes(font)) continue
    const stream = document.context.lookup(object.get(PDFName.of('FontFile2')))
    if (!(stream instanceof PDFRawStream)) throw new TypeError('a font file is a stream')
    const program = inflateSync(stream.contents)
    const tables = Array.from({ length: program.readUInt16BE(4) }, (_, index) => 12 + 16 * index)
    const loca = tables.find((at) => program.toString('latin1', at, at + 4) === 'loca')!
    program.fill(0, program.readUInt32BE(loca + 8), program.readUInt32BE(loca + 8) + program.readUInt32BE(loca + 12))
    object.set(PDFName.of('FontFile2'), document.context.register(document.context.flateStream(program, { Length1: program.length })))
  }
  return document.save()
}

it('sees glyphs missing that text extraction still finds', async () => {
  const product = loanProduct({ engine, folder: productFolder('personal-loan') })
  const { pdf, data } = await product.generate(sampleOrder('zh-CN'))
  const broken = await withoutOutlines(pdf, 'NotoSerifSC-Regular')
  expect(await product.checkDrawnText({ pdf: broken, data })).toEqual([])
  expect((await drawPages(broken, 96)).flatMap(invisible).length).toBeGreaterThan(200)
}, 120_000)
