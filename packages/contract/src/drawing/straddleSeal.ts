import { deflateSync } from 'node:zlib'
import type { PlainPage } from '../pdf/plainPages.js'
import type { PlainPdf } from '../pdf/plainPdf.js'
import { decimal, textString } from '../pdf/text.js'
import type { SealDrawing } from './drawSeal.js'

export interface StraddleSealOptions {
  readonly drawing: SealDrawing
  /** The drawing as `deflateDrawing` gives it, where that is at hand: one lender's is in all its contracts. */
  readonly deflated?: Uint8Array
  /** The signature field that locks the seal: signing it switches the slices on. */
  readonly field: string
  /** Before the page's number, for screen readers: 骑缝章. */
  readonly label: string
}

/** One page's part of a seal. */
export interface Slice {
  /** 0 for the first page. */
  readonly page: number
  /** The part's number within its seal, 0 at the left. */
  readonly index: number
  /** Into how many the seal is cut. */
  readonly count: number
}

/** Slices under ten points are no longer seen, so no seal is cut into more. */
const mostSlices = 12
/** 42 mm, as seals are. */
const diameter = 120

/** One seal across all pages up to twelve; more pages share several seals, each across a run of pages, the runs as even as can be. A single page has nothing to straddle. */
export function sliceSeals(pages: number): Slice[] {
  if (pages < 2) return []
  const seals = Math.ceil(pages / mostSlices)
  return Array.from({ length: seals }, (_, seal) => {
    const [first, behind] = [Math.floor((seal * pages) / seals), Math.floor(((seal + 1) * pages) / seals)]
    return Array.from({ length: behind - first }, (_, index) => ({ page: first + index, index, count: behind - first }))
  }).flat()
}

/** A seal's operators as they stand in a file (ISO 32000-2 section 7.4.4). */
export function deflateDrawing({ operators }: SealDrawing): Uint8Array {
  return deflateSync(Buffer.from(operators, 'latin1'))
}

/**
 * The straddle seal 骑缝章: a checkbox at the middle of every page's right edge, /Off and empty, whose look /Sealed is that page's slice. Side by side the slices are the whole seal.
 * They are in the file before anybody signs; the lender's revision switches them on and changes nothing else of them.
 */
export function addStraddleSeal(file: PlainPdf, pages: readonly PlainPage[], { drawing, deflated = deflateDrawing(drawing), label }: StraddleSealOptions): { readonly name: string; readonly page: number; readonly number: number }[] {
  const slices = sliceSeals(pages.length)
  if (slices.length === 0) return []
  const form = (box: string, resources: string, content: string): number => {
    const stream = Buffer.from(content, 'latin1')
    return file.add({ text: `<</Type/XObject/Subtype/Form${box}/Resources<<${resources}>>/Length ${stream.length}>>`, stream })
  }
  const seal = file.add({ text: `<</Type /XObject/Subtype /Form/BBox [0 0 ${drawing.width} ${drawing.height}]/Resources <<>>/Length ${deflated.length}/Filter /FlateDecode>>`, stream: deflated })
  const scale = decimal(diameter / drawing.width)
  return slices.map(({ page, index, count }) => {
    const sheet = pages[page]!
    const width = diameter / count
    const box = `/BBox[0 0 ${decimal(width)} ${diameter}]/Matrix[${turns[sheet.turns]!.join(' ')}]`
    const off = form(box, '', '')
    const sealed = form(box, `/XObject<</Seal ${seal} 0 R>>`, `q ${scale} 0 0 ${scale} ${decimal(-index * width)} 0 cm /Seal Do Q`)
    const name = `straddle-seal-${page + 1}`
    // The name first: who looks for another field reads no further. Ff 1: nobody ticks it by hand. F 4: it prints.
    const number = file.add({
      text: `<</T(${name})/Type/Annot/Subtype/Widget/FT/Btn/Ff 1/F 4/Rect[${edgeRect(sheet, width).map(decimal).join(' ')}]/P ${sheet.number} 0 R/AP<</N<</Off ${off} 0 R/Sealed ${sealed} 0 R>>>>/AS/Off/V/Off/TU${textString(`${label} ${page + 1}`)}>>`,
    })
    return { name, page, number }
  })
}

/** The strip at the edge that is seen at the right, in the page's own coordinates: /Rotate turns the page clockwise. */
function edgeRect({ box: [left, bottom, right, top], turns: quarters }: PlainPage, width: number): number[] {
  const [middleX, middleY, half] = [(left + right) / 2, (bottom + top) / 2, diameter / 2]
  return [
    [right - width, middleY - half, right, middleY + half],
    [middleX - half, top - width, middleX + half, top],
    [left, middleY - half, left + width, middleY + half],
    [middleX - half, bottom, middleX + half, bottom + width],
  ][quarters]!
}

/** The seal stands upright for the reader. */
const turns = [[1, 0, 0, 1, 0, 0], [0, 1, -1, 0, 0, 0], [-1, 0, 0, -1, 0, 0], [0, -1, 1, 0, 0, 0]]
