import './polyfill.js'
import { getDocument, GlobalWorkerOptions, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** One line of a page's text with its height above the bottom, in points. */
export interface TextLine {
  readonly text: string
  readonly bottom: number
  readonly size: number
}

export interface DrawnPage {
  /** Points. */
  readonly width: number
  readonly height: number
}

/** The pages of one document. Only one canvas is alive at a time: memory does not grow with the number of pages. */
export class PdfPages {
  readonly count: number
  readonly #document: PDFDocumentProxy

  private constructor(document: PDFDocumentProxy) {
    this.#document = document
    this.count = document.numPages
  }

  static async open(bytes: Uint8Array): Promise<PdfPages> {
    // pdf.js takes the array it is given for itself: it gets a copy.
    const document = await getDocument({ data: Uint8Array.from(bytes), worker: sharedWorker(), isEvalSupported: false, enableXfa: false, useSystemFonts: false, verbosity: 0 } as never).promise
    return new PdfPages(document)
  }

  /** Draws a page into a canvas of the given width in CSS pixels. */
  async draw(canvas: HTMLCanvasElement, { page, width }: { readonly page: number; readonly width: number }): Promise<DrawnPage> {
    const proxy = await this.#document.getPage(page)
    const natural = proxy.getViewport({ scale: 1 })
    const density = Math.min(globalThis.devicePixelRatio || 1, 2)
    const viewport = proxy.getViewport({ scale: (width / natural.width) * density })
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    await proxy.render({ canvas, viewport, annotationMode: 1 } as never).promise
    proxy.cleanup()
    return { width: natural.width, height: natural.height }
  }

  /** The text of a page by lines, top to bottom, for 大字 and for screen readers. */
  async lines(page: number): Promise<TextLine[]> {
    const { items } = await (await this.#document.getPage(page)).getTextContent()
    const lines: { text: string; bottom: number; size: number }[] = []
    for (const item of items) {
      if (!('str' in item) || item.str === '') continue
      const [, , , size = 0, , bottom = 0] = item.transform as number[]
      const last = lines.at(-1)
      if (last && Math.abs(last.bottom - bottom) < 2) last.text += item.str
      else lines.push({ text: item.str, bottom, size })
    }
    return lines.map((line) => ({ ...line, text: line.text.normalize('NFKC').trim() })).filter(({ text }) => text !== '')
  }

  async close(): Promise<void> {
    await this.#document.loadingTask.destroy()
  }
}

let worker: PDFWorker | undefined

/** One worker for all documents, started by us so that the page's policy for workers and trusted types is met. */
function sharedWorker(): PDFWorker {
  const address = new URL('./pdf.worker.js', import.meta.url)
  GlobalWorkerOptions.workerSrc = address.href
  worker ??= PDFWorker.create({ port: new Worker(address, { type: 'module' }) } as never)
  return worker
}

/** Lines that belong together as paragraphs: the gap between them is no larger than a line. */
export function paragraphs(lines: readonly TextLine[]): string[] {
  const result: string[] = []
  let before: TextLine | undefined
  for (const line of lines) {
    const gap = before ? before.bottom - line.bottom : 0
    const joins = before && gap > 0 && gap < Math.max(before.size, line.size) * 1.75 && !/^(第.{1,3}条|\d+\.)/.test(line.text)
    if (joins) result[result.length - 1] += (/[\x20-\x7e]$/.test(result.at(-1)!) ? ' ' : '') + line.text
    else result.push(line.text)
    before = line
  }
  return result
}
