import { setImmediate } from 'node:timers/promises'
import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import type { FontName } from '@loansign/fonts'
import type { Font } from 'opentype.js'
import { AnnotationMode, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { tickOutline, type DrawnTick, type TickCommand } from '../drawing/tickOutline.js'
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

export interface CheckDrawnPagesOptions {
  /** The file as it came; its annotations are left out. */
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly texts?: readonly DrawnText[]
  readonly ticks?: readonly DrawnTick[]
  readonly fonts?: ReadonlyMap<FontName, Font>
}

export interface DrawingFinding {
  /** Of a text or tick that is not drawn as it must be, or cannot be seen; `/pages/n` where something else of a page changed. */
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
export async function checkDrawnPages({ before, after, texts = [], ticks = [], fonts = new Map() }: CheckDrawnPagesOptions): Promise<readonly DrawingFinding[]> {
  return openForDrawing(before, (old) =>
    openForDrawing(after, async (made) => {
      if (old.numPages !== made.numPages) return [{ pointer: '/pages', page: 0 }]
      const findings: DrawingFinding[] = []
      for (let number = 1; number <= old.numPages; number++) {
        const [one, other] = [await draw(await old.getPage(number)), await draw(await made.getPage(number))]
        findings.push(...compare(one, other, number))
        for (const { canvas } of [one, other]) canvas.width = canvas.height = 0
        // Memory of drawings is given back only between turns of the event loop.
        await setImmediate()
      }
      return findings
    }),
  )

  function compare(one: Drawing, other: Drawing, number: number): readonly DrawingFinding[] {
    if (one.canvas.width !== other.canvas.width || one.canvas.height !== other.canvas.height) return [{ pointer: `/pages/${number}`, page: number }]
    const written = [
      ...texts.filter(({ page }) => page === number).map((text) => ({ pointer: text.pointer, box: textBox(one, text, fonts), paint: () => paintText(one, text, fonts) })),
      ...ticks.filter(({ page }) => page === number).map((tick) => ({ pointer: tick.pointer, box: boxOf(one, tick.rect), paint: () => paintTick(one, tick) })),
    ]
    const bare = written.length > 0 ? pixelsOf(one) : null
    for (const { paint } of written) paint()
    const painted = pixelsOf(one)
    // White upon white, or beside the page: it is where it should be, and nobody reads it.
    const unseen = written.filter(({ box }) => differs(bare!, painted, box).next().done)
    const pointers = [...differs(painted, pixelsOf(other))].map((place) => nearest(written, place)?.pointer ?? `/pages/${number}`)
    return [...new Set([...unseen.map(({ pointer }) => pointer), ...pointers])].map((pointer) => ({ pointer, page: number }))
  }
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
  page.cleanup()
  return { canvas, context, transform: viewport.transform as number[] }
}

function paintText({ context, transform }: Drawing, { matrix, color, size, runs }: DrawnText, fonts: ReadonlyMap<FontName, Font>): void {
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

function paintTick({ context, transform }: Drawing, tick: DrawnTick): void {
  const outline = tickOutline(tick)
  if (outline === null) return
  context.save()
  context.setTransform(...(transform as [number, number, number, number, number, number]))
  const follow = (commands: readonly TickCommand[]): void => {
    context.beginPath()
    for (const command of commands) {
      if (command[0] === 'M') context.moveTo(command[1], command[2])
      else if (command[0] === 'L') context.lineTo(command[1], command[2])
      else if (command[0] === 'C') context.bezierCurveTo(command[1], command[2], command[3], command[4], command[5], command[6])
      else context.closePath()
    }
  }
  context.strokeStyle = context.fillStyle = 'black'
  context.lineWidth = outline.lineWidth
  follow(outline.stroke)
  context.stroke()
  follow(outline.fill)
  context.fill()
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

interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

function pixelsOf({ canvas: { width, height }, context }: Drawing): Pixels {
  return { data: context.getImageData(0, 0, width, height).data, width, height }
}

/** Squares that look otherwise. */
function* differs({ data: a, width, height }: Pixels, { data: b }: Pixels, { left, top, right, bottom }: Box = { left: 0, top: 0, right: width, bottom: height }): Generator<{ readonly x: number; readonly y: number }> {
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

function nearest<T extends { readonly box: Box }>(written: readonly T[], { x, y }: { readonly x: number; readonly y: number }): T | undefined {
  return written.find(({ box }) => x + square >= box.left && x <= box.right && y + square >= box.top && y <= box.bottom)
}
