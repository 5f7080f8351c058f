import { PDFName, PDFHexString, PDFString, type PDFDocument, type PDFPage, type PDFRef } from 'pdf-lib'
import type { SealDrawing } from './drawSeal.js'

export interface StraddleSealOptions {
  readonly drawing: SealDrawing
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

/**
 * The straddle seal 骑缝章: a checkbox at the middle of every page's right edge, /Off and empty, whose look /Sealed is that page's slice. Side by side the slices are the whole seal.
 * They are in the file before anybody signs; the lender's revision switches them on and changes nothing else of them.
 */
export function addStraddleSeal(document: PDFDocument, { drawing, label }: StraddleSealOptions): { readonly name: string; readonly reference: PDFRef }[] {
  const { context } = document
  const slices = sliceSeals(document.getPageCount())
  if (slices.length === 0) return []
  const form = { Type: 'XObject', Subtype: 'Form' }
  const seal = context.register(context.flateStream(drawing.operators, { ...form, BBox: [0, 0, drawing.width, drawing.height], Resources: {} }))
  const scale = round(diameter / drawing.width)
  return slices.map(({ page: pageIndex, index, count }) => {
    const page = document.getPage(pageIndex)
    const width = diameter / count
    const box = { ...form, BBox: [0, 0, round(width), diameter], Matrix: turnOf(page) }
    const off = context.register(context.stream('', { ...box, Resources: {} }))
    const content = `q ${scale} 0 0 ${scale} ${round(-index * width)} 0 cm /Seal Do Q`
    const sealed = context.register(context.stream(content, { ...box, Resources: { XObject: { Seal: seal } } }))
    const name = `straddle-seal-${pageIndex + 1}`
    // Ff 1: nobody ticks it by hand. F 4: it prints.
    const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Btn', Ff: 1, F: 4, Rect: edgeRect(page, width), P: page.ref, AP: { N: { Off: off, Sealed: sealed } }, AS: 'Off', V: 'Off' })
    widget.set(PDFName.of('T'), PDFString.of(name))
    widget.set(PDFName.of('TU'), PDFHexString.fromText(`${label} ${pageIndex + 1}`))
    const reference = context.register(widget)
    page.node.addAnnot(reference)
    return { name, reference }
  })
}

/** The strip at the edge that is seen at the right, in the page's own coordinates: /Rotate turns the page clockwise. */
function edgeRect(page: PDFPage, width: number): number[] {
  const { x, y, width: w, height: h } = page.getCropBox()
  const [middleX, middleY, half] = [x + w / 2, y + h / 2, diameter / 2]
  const rect = [
    [x + w - width, middleY - half, x + w, middleY + half],
    [middleX - half, y + h - width, middleX + half, y + h],
    [x, middleY - half, x + width, middleY + half],
    [middleX - half, y, middleX + half, y + width],
  ][turnsOf(page)]!
  return rect.map(round)
}

/** The seal stands upright for the reader. */
function turnOf(page: PDFPage): number[] {
  return [[1, 0, 0, 1, 0, 0], [0, 1, -1, 0, 0, 0], [-1, 0, 0, -1, 0, 0], [0, -1, 1, 0, 0, 0]][turnsOf(page)]!
}

function turnsOf(page: PDFPage): number {
  return (((page.getRotation().angle / 90) % 4) + 4) % 4
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
