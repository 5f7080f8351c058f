import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { FontName } from '@loansign/fonts'
import type { Font } from 'opentype.js'
import { AnnotationMode, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { openForDrawing } from './openForDrawing.js'

/** A text that was put upon a page, and how it must look: in the glyphs of the whole font, not of its subset. */
export interface DrawnText {
  /** What it is told by when it looks otherwise. */
  readonly pointer: string
  /** 1 for the first page. */
  readonly page: number
  /** From the text's own space to the page's, as `cm` takes it. */
  readonly matrix: readonly [number, number, number, number, number, number]
  /** Grey or RGB, 0 to 1. */
  readonly color: readonly number[]
  readonly size: number
  readonly runs: readonly { readonly font: FontName; readonly text: string; readonly x: number; readonly y: number }[]
}

/** A place where a look of the file's own was put: that something is drawn there can be told, what it should be cannot. */
export interface DrawnLook {
  readonly pointer: string
  readonly page: number
  readonly rect: readonly [number, number, number, number]
  /** Something must be seen. */
  readonly on: boolean
}

export interface CheckDrawnPagesOptions {
  /** The file as it came; its annotations are left out. */
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly texts?: readonly DrawnText[]
  readonly looks?: readonly DrawnLook[]
  readonly fonts?: ReadonlyMap<FontName, Font>
}

export interface DrawingFinding {
  /** Of a text or look that is not drawn as it must be; `/pages/n` where something else of a page changed. */
  readonly pointer: string
  readonly page: number
}

const dotsPerInch = 144
/** A page of the size of a house would take all memory; up to A3 nothing is drawn smaller. */
const mostPixels = 3_000
/** Squares of so many pixels: a decimal point is as large. */
const square = 4
/** Mean difference of lightness in a square, of 255. Two ways to draw the same outlines were at most 8 apart; a decimal point that is gone makes 60. */
const tolerance = 25

/** Draws every page before and after, paints upon the first what was to be added, and says where the two differ: text extraction finds glyphs whose outlines are lost. */
export async function checkDrawnPages({ before, after, texts = [], looks = [], fonts = new Map() }: CheckDrawnPagesOptions): Promise<readonly DrawingFinding[]> {
  return openForDrawing(before, (old) =>
    openForDrawing(after, async (made) => {
      if (old.numPages !== made.numPages) return [{ pointer: '/pages', page: 0 }]
      const findings: DrawingFinding[] = []
      for (let number = 1; number <= old.numPages; number++) {
        const [one, other] = [await draw(await old.getPage(number)), await draw(await made.getPage(number))]
        if (one.canvas.width !== other.canvas.width || one.canvas.height !== other.canvas.height) {
          findings.push({ pointer: `/pages/${number}`, page: number })
          continue
        }
        const mine = looks.filter(({ page }) => page === number)
        const unchanged = mine.filter(({ on, rect }) => on && !differs(one, other, boxOf(one, rect)).next().value)
        const written = texts.filter(({ page }) => page === number)
        for (const text of written) paint(one, text, fonts)
        // A look's own place counts for nothing more.
        const covers = mine.map(({ rect }) => boxOf(one, rect))
        const places = [...differs(one, other)].filter(({ x, y }) => !covers.some((box) => x + square > box.left && x < box.right && y + square > box.top && y < box.bottom))
        const pointers = places.map((place) => nearest(written.map((text) => ({ ...text, box: textBox(one, text, fonts) })), place)?.pointer ?? `/pages/${number}`)
        findings.push(...[...new Set([...unchanged.map(({ pointer }) => pointer), ...pointers])].map((pointer) => ({ pointer, page: number })))
      }
      return findings
    }),
  )
}

interface Drawing {
  readonly canvas: Canvas
  readonly context: SKRSContext2D
  /** From the page's space to pixels. */
  readonly transform: readonly number[]
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

async function draw(page: PDFPageProxy): Promise<Drawing> {
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: Math.min(dotsPerInch / 72, mostPixels / Math.max(width, height)) })
  const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height))
  const context = canvas.getContext('2d')
  await page.render({ canvas: canvas as never, canvasContext: context as never, viewport, annotationMode: AnnotationMode.DISABLE }).promise
  return { canvas, context, transform: viewport.transform as number[] }
}

function paint({ context, transform }: Drawing, { matrix, color, size, runs }: DrawnText, fonts: ReadonlyMap<FontName, Font>): void {
  context.save()
  context.setTransform(...(transform as [number, number, number, number, number, number]))
  context.transform(...matrix)
  const [red, green, blue] = (color.length === 1 ? [color[0]!, color[0]!, color[0]!] : color).map((part) => Math.round(part * 255))
  context.fillStyle = `rgb(${red} ${green} ${blue})`
  for (const { glyphs, y } of placed(runs, size, fonts)) {
    context.beginPath()
    // opentype.js counts y downwards.
    for (const command of glyphs.flatMap(({ font, character, x }) => font.getPath(character, x, -y, size).commands)) {
      if (command.type === 'M') context.moveTo(command.x, -command.y)
      else if (command.type === 'L') context.lineTo(command.x, -command.y)
      else if (command.type === 'Q') context.quadraticCurveTo(command.x1, -command.y1, command.x, -command.y)
      else if (command.type === 'C') context.bezierCurveTo(command.x1, -command.y1, command.x2, -command.y2, command.x, -command.y)
      else context.closePath()
    }
    context.fill()
  }
  context.restore()
}

/** One by one, by their advance alone: what is written neither kerns nor joins. */
function placed(runs: DrawnText['runs'], size: number, fonts: ReadonlyMap<FontName, Font>): { readonly glyphs: readonly { readonly font: Font; readonly character: string; readonly x: number }[]; readonly y: number; readonly end: number }[] {
  return runs.map(({ font: name, text, x, y }) => {
    const font = fonts.get(name)!
    let end = x
    const glyphs = [...text].map((character) => {
      const glyph = { font, character, x: end }
      end += font.getAdvanceWidth(character, size)
      return glyph
    })
    return { glyphs, y, end }
  })
}

/** Squares that look otherwise. */
function* differs(one: Drawing, other: Drawing, { left, top, right, bottom }: Box = { left: 0, top: 0, right: one.canvas.width, bottom: one.canvas.height }): Generator<{ readonly x: number; readonly y: number }> {
  const { width, height } = one.canvas
  const [a, b] = [one, other].map(({ context }) => context.getImageData(0, 0, width, height).data) as [Uint8ClampedArray, Uint8ClampedArray]
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y += square) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x += square) {
      let sum = 0
      for (let row = y; row < Math.min(y + square, height); row++) {
        for (let at = 4 * (row * width + x); at < 4 * (row * width + Math.min(x + square, width)); at += 4) sum += Math.max(Math.abs(a[at]! - b[at]!), Math.abs(a[at + 1]! - b[at + 1]!), Math.abs(a[at + 2]! - b[at + 2]!))
      }
      if (sum / (square * square) > tolerance) yield { x, y }
    }
  }
}

function boxOf({ transform: [a, b, c, d, e, f] }: Drawing, [left, bottom, right, top]: readonly [number, number, number, number]): Box {
  const points = [[left, bottom], [right, bottom], [left, top], [right, top]].map(([x, y]) => [a! * x! + c! * y! + e!, b! * x! + d! * y! + f!])
  const [xs, ys] = [points.map(([x]) => x!), points.map(([, y]) => y!)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

function textBox(drawing: Drawing, { matrix: [a, b, c, d, e, f], size, runs }: DrawnText, fonts: ReadonlyMap<FontName, Font>): Box {
  const boxes = placed(runs, size, fonts).map(({ glyphs, y, end }) => {
    const corners = [[glyphs[0]!.x, y - 0.3 * size], [end, y + size]].map(([px, py]) => [a * px! + c * py! + e, b * px! + d * py! + f] as const)
    return boxOf(drawing, [corners[0]![0], corners[0]![1], corners[1]![0], corners[1]![1]])
  })
  return { left: Math.min(...boxes.map(({ left }) => left)), right: Math.max(...boxes.map(({ right }) => right)), top: Math.min(...boxes.map(({ top }) => top)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)) }
}

function nearest(texts: readonly (DrawnText & { readonly box: Box })[], { x, y }: { readonly x: number; readonly y: number }): DrawnText | undefined {
  return texts.find(({ box }) => x + square >= box.left && x <= box.right && y + square >= box.top && y <= box.bottom)
}
