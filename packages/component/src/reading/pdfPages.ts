import './polyfill.js'
import { getDocument, PDFWorker, type PDFDocumentProxy, type RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextLine } from './paragraphs.js'
import { textLines, type PageItem } from './textLines.js'
import { startWorker } from './startWorker.js'

export type { TextLine }

export interface PageSize {
  /** Points. */
  readonly width: number
  readonly height: number
}

/** More than a phone's screen needs even when zoomed; 24 MB of canvas. */
const mostPixels = 6_000_000

/** The pages of one document. Only one canvas is alive at a time: memory does not grow with the number of pages. */
export class PdfPages {
  readonly count: number
  readonly #document: PDFDocumentProxy
  readonly #lines = new Map<number, Promise<readonly TextLine[]>>()
  #drawing: RenderTask | null = null

  private constructor(document: PDFDocumentProxy) {
    this.#document = document
    this.count = document.numPages
  }

  /** Starts the worker, so that it is there when the first document is. */
  static warm(): void {
    sharedWorker()
  }

  /** Opens a document; the page that will be wanted first is made ready to draw, its fonts included. */
  static async open(bytes: Uint8Array, { first }: { readonly first?: number } = {}): Promise<PdfPages> {
    // pdf.js takes the array it is given for itself: it gets a copy.
    const document = await getDocument({ data: Uint8Array.from(bytes), worker: sharedWorker(), isEvalSupported: false, enableXfa: false, useSystemFonts: false, verbosity: 0 } as never).promise
    const pages = new PdfPages(document)
    if (first !== undefined) void pages.#makeReady(first).catch(() => undefined)
    return pages
  }

  /** Drawn once, a thumb's breadth wide: what pdf.js worked out for it stays until the page itself is drawn. */
  async #makeReady(page: number): Promise<void> {
    const proxy = await this.#document.getPage(page)
    if (this.#drawing) return
    const viewport = proxy.getViewport({ scale: 0.1 })
    const canvas = Object.assign(globalThis.document.createElement('canvas'), { width: Math.ceil(viewport.width), height: Math.ceil(viewport.height) })
    const drawing = proxy.render({ canvas, viewport, annotationMode: 1 } as never)
    this.#drawing = drawing
    await drawing.promise.finally(() => {
      if (this.#drawing === drawing) this.#drawing = null
    })
  }

  async size(page: number): Promise<PageSize> {
    const { width, height } = (await this.#document.getPage(page)).getViewport({ scale: 1 })
    return { width, height }
  }

  /** Draws a page into a canvas of the given width in CSS pixels. False when another drawing took its place. */
  async draw(canvas: HTMLCanvasElement, { page, width }: { readonly page: number; readonly width: number }): Promise<boolean> {
    const proxy = await this.#document.getPage(page)
    await this.#stopDrawing()
    const natural = proxy.getViewport({ scale: 1 })
    const scale = width / natural.width
    const density = Math.min(globalThis.devicePixelRatio || 1, 2, Math.sqrt(mostPixels / (width * natural.height * scale)))
    const viewport = proxy.getViewport({ scale: scale * density })
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    const drawing = proxy.render({ canvas, viewport, annotationMode: 1 } as never)
    this.#drawing = drawing
    try {
      await drawing.promise
      return true
    } catch (error) {
      if ((error as Error).name === 'RenderingCancelledException') return false
      throw error
    } finally {
      if (this.#drawing === drawing) this.#drawing = null
      proxy.cleanup()
    }
  }

  async #stopDrawing(): Promise<void> {
    const drawing = this.#drawing
    drawing?.cancel()
    await drawing?.promise.catch(() => undefined)
  }

  /** The text of a page by lines, top to bottom, for 大字, for finding, and for screen readers. */
  lines(page: number): Promise<readonly TextLine[]> {
    const known = this.#lines.get(page)
    if (known) return known
    const read = this.#readLines(page)
    this.#lines.set(page, read)
    return read
  }

  async #readLines(page: number): Promise<readonly TextLine[]> {
    const { items } = await (await this.#document.getPage(page)).getTextContent({ includeMarkedContent: true })
    return textLines(items as readonly PageItem[])
  }

  async close(): Promise<void> {
    await this.#stopDrawing()
    await this.#document.loadingTask.destroy()
  }
}

let worker: PDFWorker | undefined

/** One worker for all documents, started by us so that the page's policy for workers and trusted types is met. */
function sharedWorker(): PDFWorker {
  worker ??= PDFWorker.create({ port: startWorker() } as never)
  return worker
}
