import { html, nothing, type TemplateResult } from 'lit'
import { pinchZoom } from '../../reading/pinchZoom.js'
import type { PdfPages } from '../../reading/pdfPages.js'
import type { TextLine } from '../../reading/paragraphs.js'
import type { KeyClause } from '../../signing/openDocument.js'
import { cropToText } from './cropToText.js'

export interface PageViewOptions {
  readonly clauses: readonly KeyClause[]
  /** Points of the page left and right of the text that stay in view. */
  readonly margin: number
  readonly onZoom: () => void
}

export interface DrawPageOptions {
  readonly viewport: HTMLElement
  readonly pages: PdfPages
  readonly page: number
}

const mostZoom = 4

/** The page as printed: cropped to the column of text on narrow screens, clauses marked where they stand, zoomed with two fingers. */
export class PageView {
  zoom = 1
  readonly #options: PageViewOptions
  #size = { width: 595, height: 842 }
  #page = 0
  /** Of the page on screen; read where they are needed for the crop. */
  #lines: readonly TextLine[] = []
  #viewport: HTMLElement | null = null
  #unzoom: (() => void) | null = null
  #resize: ResizeObserver | null = null
  #redraw: (() => void) | null = null
  #later: ReturnType<typeof setTimeout> | undefined
  #width = 0

  constructor(options: PageViewOptions) {
    this.#options = options
  }

  async draw({ viewport, pages, page }: DrawPageOptions): Promise<void> {
    if (this.#viewport !== viewport) this.#watch(viewport)
    this.#page = page
    const size = await pages.size(page)
    const canvas = viewport.querySelector('canvas')!
    let lines: readonly TextLine[] = []
    const paint = async (): Promise<void> => {
      if (this.#isNarrow) lines = await pages.lines(page)
      if (this.#page !== page) return
      this.#size = size
      this.#lines = lines
      this.#place()
      if (await pages.draw(canvas, { page, width: this.#paperWidth() })) canvas.dataset.drawn = String(page)
    }
    this.#redraw = () => {
      clearTimeout(this.#later)
      this.#later = setTimeout(() => void paint().catch(() => undefined), 150)
    }
    await paint()
  }

  #watch(viewport: HTMLElement): void {
    this.end()
    this.#viewport = viewport
    this.#width = viewport.clientWidth
    this.#unzoom = pinchZoom(viewport, this)
    this.#resize = new ResizeObserver(() => {
      if (viewport.clientWidth === this.#width) return
      this.#width = viewport.clientWidth
      this.#place()
      this.#redraw?.()
    })
    this.#resize.observe(viewport)
  }

  /** How much of the page's width is cut off left and right, in points. */
  get #crop(): { readonly left: number; readonly right: number } {
    return this.#isNarrow ? cropToText({ ...this.#options, width: this.#size.width, lines: this.#lines }) : { left: 0, right: 0 }
  }

  get #isNarrow(): boolean {
    return this.#viewport !== null && this.#viewport.clientWidth < 600
  }

  get #scale(): number {
    const { left, right } = this.#crop
    return ((this.#viewport?.clientWidth ?? 0) / (this.#size.width - left - right)) * this.zoom
  }

  #paperWidth(): number {
    return this.#size.width * this.#scale
  }

  setZoom(zoom: number, at: { readonly x: number; readonly y: number }): void {
    const viewport = this.#viewport
    if (!viewport) return
    const before = this.#scale
    this.zoom = Math.min(mostZoom, Math.max(1, zoom))
    const grown = this.#scale / before
    if (grown === 1) return
    const { left, top } = viewport.getBoundingClientRect()
    const scrolled = viewport.scrollLeft
    this.#place()
    viewport.scrollLeft = (scrolled + at.x - left) * grown - (at.x - left)
    globalThis.scrollBy(0, (at.y - top) * (grown - 1))
    this.#redraw?.()
    this.#options.onZoom()
  }

  /** Sizes and places through CSSOM: the content security policy allows no style attributes. */
  #place(): void {
    const viewport = this.#viewport
    if (!viewport) return
    const scale = this.#scale
    const { left } = this.#crop
    const { width, height } = this.#size
    const pixels = (points: number): string => `${points * scale}px`
    const paper = viewport.querySelector<HTMLElement>('.paper')!
    // Zoomed, the margins that were cut off can be reached again on the right; on the left they stay cut.
    Object.assign(paper.style, { width: pixels(width - left - (this.zoom > 1 ? 0 : this.#crop.right)), height: pixels(height), overflow: 'hidden' })
    Object.assign(viewport.querySelector('canvas')!.style, { width: pixels(width), height: pixels(height), marginLeft: pixels(-left) })
    viewport.querySelectorAll<HTMLElement>('[data-rect]').forEach((mark) => {
      const [from = 0, bottom = 0, to = 0, top = 0] = mark.dataset.rect!.split(' ').map(Number)
      Object.assign(mark.style, { left: pixels(from - left), top: pixels(height - top), width: pixels(to - from), height: pixels(top - bottom) })
    })
  }

  /** After marks came or went. */
  update(): void {
    this.#place()
  }

  end(): void {
    clearTimeout(this.#later)
    this.#unzoom?.()
    this.#resize?.disconnect()
    this.#viewport = this.#unzoom = this.#resize = this.#redraw = null
  }
}

export interface PageTemplateOptions {
  readonly label: string
  readonly clauses: readonly KeyClause[]
  readonly acknowledged: ReadonlySet<string>
  readonly current: KeyClause | null
  readonly found: readonly TextLine[]
  readonly paragraphs: readonly string[]
}

/** The paper with its marks. A clause that was seen first loses whatever colour it was printed on, then turns green. The text lies beneath for those who listen. */
export function pageTemplate({ label, clauses, acknowledged, current, found, paragraphs }: PageTemplateOptions): TemplateResult {
  return html`<div class="viewport" tabindex="0" role="region" aria-label=${label}><div class="paper">
    <canvas aria-hidden="true"></canvas>
    ${clauses.map(({ id, rect }) => html`${acknowledged.has(id) ? html`<div class="wash" data-rect=${rect.join(' ')}></div>` : nothing}<div class="clause" data-id=${id} data-rect=${rect.join(' ')} data-seen=${acknowledged.has(id)} data-now=${current?.id === id}></div>`)}
    ${found.map(({ left, right, bottom, size }) => html`<div class="found" data-rect="${left} ${bottom - size * 0.25} ${right} ${bottom + size}"></div>`)}
    <div class="hidden-text">${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
  </div></div>`
}
