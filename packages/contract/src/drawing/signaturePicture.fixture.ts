import { createCanvas } from '@napi-rs/canvas'
import type { FontName } from '@loansign/fonts'
import type { Font } from 'opentype.js'
import { AnnotationMode } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { openForDrawing } from '../checks/openForDrawing.js'
import type { SignatureDrawing } from './drawSignature.js'
import { openFont } from './glyphOutlines.js'

/** Shades of grey, 255 is white, top row first. */
export interface Shades {
  readonly width: number
  readonly height: number
  readonly shades: Uint8Array
}

/** Where a signature stands: a field of an upright page, in points, and how many pixels a point has. */
export interface PicturePlace {
  readonly page: number
  readonly pageHeight: number
  readonly rect: readonly [number, number, number, number]
  readonly pixelsPerPoint: number
}

/** The whole pixels around a place on a picture of its page: left, top, width, height. */
export function boxOf({ pageHeight, rect: [left, bottom, right, top], pixelsPerPoint }: PicturePlace): readonly [number, number, number, number] {
  const [x, y] = [Math.floor(left * pixelsPerPoint), Math.floor((pageHeight - top) * pixelsPerPoint)]
  return [x, y, Math.ceil(right * pixelsPerPoint) - x, Math.ceil((pageHeight - bottom) * pixelsPerPoint) - y]
}

const faces = new Map<string, Font>()

/** A signature as it has to look in its place: the hand as lines, each character in the outlines of the whole font. Nothing of the file is asked. */
export function expectedPicture(drawing: SignatureDrawing, place: PicturePlace): Shades {
  const { pageHeight, rect: [left, bottom, right, top], pixelsPerPoint } = place
  const [boxLeft, boxTop, width, height] = boxOf(place)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = context.strokeStyle = 'rgb(15 28 71)'
  const scale = Math.min((right - left) / drawing.width, (top - bottom) / drawing.height)
  const [x, y] = [(left + right - drawing.width * scale) / 2, (bottom + top - drawing.height * scale) / 2]
  // Upwards, as a PDF counts.
  context.setTransform(scale * pixelsPerPoint, 0, 0, -scale * pixelsPerPoint, x * pixelsPerPoint - boxLeft, (pageHeight - y) * pixelsPerPoint - boxTop)
  if (drawing.hand) {
    context.lineWidth = drawing.hand.lineWidth
    context.lineCap = context.lineJoin = 'round'
    for (const [x, y, ...rest] of drawing.hand.strokes) {
      context.beginPath()
      context.moveTo(x!, y!)
      if (rest.length === 0) context.lineTo(x! + 1, y!)
      for (let i = 0; i < rest.length; i += 2) context.lineTo(rest[i]!, rest[i + 1]!)
      context.stroke()
    }
  }
  for (const { font: index, size, x, y, text } of drawing.runs) {
    const name = `${drawing.fonts[index]!.name}.ttf` as FontName
    const font = faces.get(name) ?? openFont(name)
    faces.set(name, font)
    let at = x
    for (const character of text) {
      context.beginPath()
      // opentype.js counts y downwards.
      for (const command of font.getPath(character, at, -y, size).commands) {
        if (command.type === 'M') context.moveTo(command.x, -command.y)
        else if (command.type === 'L') context.lineTo(command.x, -command.y)
        else if (command.type === 'Q') context.quadraticCurveTo(command.x1, -command.y1, command.x, -command.y)
        else if (command.type === 'C') context.bezierCurveTo(command.x1, -command.y1, command.x2, -command.y2, command.x, -command.y)
        else context.closePath()
      }
      context.fill()
      at += font.getAdvanceWidth(character, size)
    }
  }
  return shadesOf(context.getImageData(0, 0, width, height))
}

/** What pdf.js draws there, annotations with it. */
export async function drawnPicture(pdf: Uint8Array, place: PicturePlace): Promise<Shades> {
  return openForDrawing(pdf, async (document) => {
    const page = await document.getPage(place.page)
    const viewport = page.getViewport({ scale: place.pixelsPerPoint })
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
    await page.render({ canvas: canvas as never, canvasContext: canvas.getContext('2d') as never, viewport, annotationMode: AnnotationMode.ENABLE }).promise
    return shadesOf(canvas.getContext('2d').getImageData(...(boxOf(place) as [number, number, number, number])))
  })
}

function shadesOf({ data, width, height }: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }): Shades {
  return { width, height, shades: Uint8Array.from({ length: width * height }, (_, at) => data[4 * at]! * 0.299 + data[4 * at + 1]! * 0.587 + data[4 * at + 2]! * 0.114) }
}

const square = 4

/** The largest difference of the mean shade of squares of 4 × 4 pixels. Edges are smoothed in as many ways as there are renderers; an outline that is gone or elsewhere is more than an edge. */
export function farthestApart(one: Shades, other: Shades): number {
  if (one.width !== other.width || one.height !== other.height) throw new Error(`${one.width} × ${one.height} beside ${other.width} × ${other.height}`)
  let apart = 0
  for (let top = 0; top + square <= one.height; top += 2) {
    for (let left = 0; left + square <= one.width; left += 2) {
      let sum = 0
      for (let y = top; y < top + square; y++) for (let x = left; x < left + square; x++) sum += one.shades[y * one.width + x]! - other.shades[y * one.width + x]!
      apart = Math.max(apart, Math.abs(sum) / square ** 2)
    }
  }
  return Math.round(apart)
}
