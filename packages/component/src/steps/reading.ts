import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing, type TemplateResult } from 'lit'
import { ContractPageReadEvent } from '../events/ContractPageReadEvent.js'
import type { PdfPages } from '../reading/pdfPages.js'
import type { Host, ScreenController } from '../signer/host.js'
import type { KeyClause } from '../signing/openDocuments.js'
import { ring } from '../styles/icons.js'
import { explanation } from './explanation.js'
import { heading, primary } from './parts.js'
import { ServerClock, watchVisibility } from './serverClock.js'

/** Screens 4 to 6: every page for its time, every key clause on its own, explained on request. */
export function readingScreen(host: Host): ScreenController {
  const { text } = host
  const document = host.view.documents[0]!
  const clauses = host.documents[0]!.facts.keyClauses
  const acknowledged = new Set(host.view.reading.clauses.filter((mark) => mark.acknowledged).map(({ clauseId }) => clauseId))
  const read = new Set(host.view.reading.pages.filter((page) => page.read).map(({ page }) => page))
  let page = Math.min([...read].length + 1, document.pages)
  let view: 'page' | 'text' = 'page'
  let current: KeyClause | null = null
  let explaining = false
  let pages: PdfPages | null = null
  let paragraphs: string[] = []
  let openedAt = 0
  let clauseShownAt = 0
  let ended = false
  let unwatch: (() => void) | undefined
  const clock = new ServerClock(host.view.reading.pages[0]!.minimumSeconds, () => {
    if (clock.remaining <= 0 && !read.has(page)) void close()
    host.requestUpdate()
  })
  const onPage = (number: number): KeyClause[] => clauses.filter((clause) => clause.page === number)
  const nextClause = (): KeyClause | undefined => onPage(page).find(({ id }) => !acknowledged.has(id))

  const open = (): Promise<boolean> =>
    host.queue(async () => {
      const answer = await host.api.call(sessionRoutes.openPage, { body: { documentId: document.id, page, view } })
      openedAt = performance.now()
      if (answer.read) {
        read.add(page)
        clock.stop(0)
      } else clock.run(answer.remainingSeconds)
    })

  async function close(): Promise<void> {
    await host.queue(async () => {
      const visibleMilliseconds = Math.max(0, Math.round(performance.now() - openedAt))
      const answer = await host.api.call(sessionRoutes.closePage, { body: { documentId: document.id, page, clientReported: { visibleMilliseconds } } })
      clock.stop(answer.remainingSeconds)
      if (answer.read) {
        read.add(page)
        host.emit(new ContractPageReadEvent({ documentId: document.id, page }))
      } else if (!ended && globalThis.document.visibilityState === 'visible') await reopen()
    })
    host.requestUpdate()
  }

  async function reopen(): Promise<void> {
    const answer = await host.api.call(sessionRoutes.openPage, { body: { documentId: document.id, page, view } })
    if (answer.read) read.add(page)
    else clock.run(answer.remainingSeconds)
  }

  async function turn(to: number): Promise<void> {
    clock.stop()
    page = to
    host.requestUpdate()
    await open()
    await draw()
    host.renderRoot.querySelector<HTMLElement>('[data-heading]')?.focus()
  }

  /** The page in the width there is; on narrow screens cropped to the column of text. */
  async function draw(): Promise<void> {
    const module = await import('../reading/pdfPages.js')
    pages ??= await module.PdfPages.open(host.documents[0]!.bytes)
    paragraphs = module.paragraphs(await pages.lines(page))
    host.requestUpdate()
    await host.updateComplete
    const viewport = host.renderRoot.querySelector<HTMLElement>('.viewport')
    const canvas = viewport?.querySelector('canvas')
    if (!viewport || !canvas) return
    const narrow = viewport.clientWidth < 600
    const width = narrow ? viewport.clientWidth * 1.18 : viewport.clientWidth
    const { width: points, height } = await pages.draw(canvas, { page, width })
    const scale = width / points
    const sheet = viewport.querySelector<HTMLElement>('.sheet')!
    // Styles through CSSOM: the content security policy allows no style attributes.
    Object.assign(canvas.style, { width: `${width}px`, height: `${height * scale}px` })
    Object.assign(sheet.style, { width: `${width}px`, height: `${height * scale}px`, marginLeft: `${(viewport.clientWidth - width) / 2}px` })
    viewport.querySelectorAll<HTMLElement>('.clause').forEach((mark) => {
      const [left, bottom, right, top] = clauses.find(({ id }) => id === mark.dataset.id)!.rect
      Object.assign(mark.style, { left: `${left * scale}px`, top: `${(height - top) * scale}px`, width: `${(right - left) * scale}px`, height: `${(top - bottom) * scale}px` })
    })
  }

  const note = (clause: KeyClause, happened: 'shown' | 'explained' | 'acknowledged') =>
    host.api.call(sessionRoutes.noteClause, { body: { documentId: document.id, clauseId: clause.id, happened, view } })

  const show = (clause: KeyClause): void => {
    current = clause
    explaining = false
    void host.queue(async () => {
      await note(clause, 'shown')
      clauseShownAt = performance.now()
    })
    host.requestUpdate()
    host.renderRoot.querySelector<HTMLElement>(`.clause[data-id='${clause.id}']`)?.scrollIntoView({ block: 'center' })
    void host.updateComplete.then(() => host.renderRoot.querySelector<HTMLElement>('[data-clause-heading]')?.focus())
  }

  /** The server wants a clause on screen for a second at least before anything more is said about it. */
  const longEnough = (): Promise<void> => new Promise((done) => setTimeout(done, Math.max(0, clauseShownAt + 1100 - performance.now())))

  const acknowledge = (clause: KeyClause): Promise<boolean> =>
    host.queue(async () => {
      await longEnough()
      await note(clause, 'acknowledged')
      acknowledged.add(clause.id)
      current = null
      explaining = false
    })

  /** The explanation took the page's place: it is drawn again. */
  const backToPage = (): void => {
    explaining = false
    host.requestUpdate()
    void host.updateComplete.then(draw)
  }

  const finish = (): Promise<boolean> =>
    host.queue(async () => {
      await host.api.call(sessionRoutes.completeReading)
      await host.refresh()
    })

  function body(): TemplateResult {
    if (view === 'text') {
      return html`<div class="flow">${paragraphs.map((paragraph) => {
        const clause = onPage(page).find(({ text: words }) => squeeze(words).startsWith(squeeze(paragraph).slice(0, 24)) && paragraph.length > 8)
        return html`<p class=${clause ? 'clause' : ''} data-id=${clause?.id ?? nothing} data-seen=${clause ? acknowledged.has(clause.id) : nothing}>${paragraph}</p>`
      })}</div>`
    }
    return html`<div class="viewport"><div class="sheet">
      <canvas aria-hidden="true"></canvas>
      ${onPage(page).map(({ id }) => html`<div class="clause" data-id=${id} data-seen=${acknowledged.has(id)}></div>`)}
      <div class="hidden-text">${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
    </div></div>`
  }

  function button(): TemplateResult {
    const clause = nextClause()
    const left = Math.ceil(clock.remaining)
    if (clause) return primary({ label: text.reading.nextClause, onPress: () => show(clause) })
    const missing = read.has(page) ? undefined : text.reading.wait(Math.max(1, left))
    const last = page === document.pages
    return primary({ label: last ? text.reading.finish : text.reading.next, missing, onPress: () => void (last ? finish() : turn(page + 1)) })
  }

  return {
    shown() {
      void open().then(draw)
      unwatch = watchVisibility(
        () => {
          clock.stop()
          if (!read.has(page)) void close()
        },
        () => {
          if (!read.has(page)) void open()
        },
      )
    },
    hidden() {
      ended = true
      clock.stop()
      unwatch?.()
      void pages?.close()
    },
    render() {
      const left = Math.ceil(clock.remaining)
      const clausesLeft = clauses.filter(({ id }) => !acknowledged.has(id)).length
      if (current && explaining) return explanation({ host, clause: current, number: clauses.indexOf(current) + 1, all: clauses.length, onBack: backToPage, onUnderstood: backToPage })
      const clause = current
      return html`<div class="main">
        ${heading(`${text.reading.pageOf(page, document.pages)}`)}
        <div class="row"><div class="switch" role="group">
          ${(['page', 'text'] as const).map((mode) => html`<button type="button" aria-pressed=${view === mode} @click=${() => { view = mode; host.requestUpdate(); void draw() }}>${mode === 'page' ? text.reading.page : text.reading.text}</button>`)}
        </div><span class="grow"></span>${page > 1 ? html`<button class="button small" type="button" @click=${() => void turn(page - 1)}>${text.reading.previous}</button>` : nothing}</div>
        ${paragraphs.length === 0 ? html`<p role="status" class="soft">${text.reading.loading}</p>` : nothing}
        ${body()}
      </div>
      <footer>
        ${clause
          ? html`<div class="stack"><p class="xs"><span class="tag">${text.reading.clause(clauses.indexOf(clause) + 1, clauses.length)}</span> ${text.reading.onPage(clause.page)}</p>
              <h3 tabindex="-1" data-clause-heading>${clause.title}</h3><p class="quote">${clause.text}</p>
              <div class="pair"><button class="button" type="button" @click=${() => { explaining = true; void host.queue(async () => { await longEnough(); await note(clause, 'explained') }); host.requestUpdate() }}>${text.reading.explain}</button>
              <button class="button go" type="button" @click=${() => void acknowledge(clause)}>${text.reading.seen}</button></div></div>`
          : html`<div class="timer" aria-live="off">${ring(read.has(page) ? 0 : clock.remaining, clock.whole)}<div class="xs"><b>${text.reading.pageOf(page, document.pages)}</b><br><span class="soft">${read.has(page) ? text.reading.enough : text.reading.more(left)}${clausesLeft > 0 ? ` · ${text.reading.clausesLeft(clausesLeft)}` : ''}</span></div></div>
              ${button()}`}
      </footer>`
    },
  }
}

function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '')
}
