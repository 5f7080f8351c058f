import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing, type TemplateResult } from 'lit'
import { paragraphs as paragraphsOf, type Paragraph } from '../../reading/paragraphs.js'
import { readAloud } from '../../reading/readAloud.js'
import type { Host, ScreenController } from '../../signer/host.js'
import type { KeyClause } from '../../signing/openDocument.js'
import { ring } from '../../styles/laterIcons.js'
import { plain, primary } from '../parts.js'
import { watchSeen } from '../watchSeen.js'
import { clauseSheet } from './clauseSheet.js'
import { explanation } from './explanation.js'
import { PageView, pageTemplate } from './PageView.js'
import type { ReadingProgress, ReadingView } from './ReadingProgress.js'
import { sideList, type DocumentList } from './sideList.js'
import { TextFinder } from './TextFinder.js'
import { textView } from './textView.js'
import { toolBar } from './toolBar.js'

export interface DocumentScreenOptions {
  readonly progress: ReadingProgress
  readonly clauses: readonly KeyClause[]
  /** Which of several this is; null where there is but one. */
  readonly among: DocumentList | null
  /** To the last page of the document before, where there is one. */
  readonly onBefore: (() => void) | null
  /** To the document after; null on the last. */
  readonly onAfter: (() => void) | null
}

/** Screens 4 to 6 of one document: every page for its time, every key clause on its own, explained on request. */
export function documentScreen(host: Host, { progress, clauses, among, onBefore, onAfter }: DocumentScreenOptions): ScreenController {
  const { words } = host
  const text = words.reading
  const { documentId } = progress
  let zoomHint = true
  let hinting: ReturnType<typeof setTimeout> | undefined
  const pageView = new PageView({ clauses, margin: 8, onZoom: () => { zoomHint = false; host.requestUpdate() } })
  let paragraphs: readonly Paragraph[] = []
  let current: KeyClause | null = null
  let explaining = false
  const called = new Set<KeyClause>()
  let finder: TextFinder | null = null
  let quiet: (() => void) | null = null
  let unwatch: (() => void) | undefined
  const clausesOn = (page: number): KeyClause[] => clauses.filter((clause) => clause.page === page)
  const find = <Found extends HTMLElement>(selector: string): Found | null => host.renderRoot.querySelector<Found>(selector)

  /** Draws what is shown of the page, then lets the server's clock run: only what is seen counts. */
  async function show(): Promise<void> {
    const { page } = progress
    try {
      const pages = await host.pages(documentId)
      const viewport = find('.viewport')
      if (viewport) await pageView.draw({ viewport, pages, page })
      const opened = progress.open()
      const lines = await pages.lines(page)
      if (page !== progress.page) return
      paragraphs = paragraphsOf(lines, clausesOn(page))
      host.requestUpdate()
      await host.updateComplete
      pageView.update()
      await opened
    } catch (error) {
      await host.act(() => Promise.reject(error))
    }
  }

  function turn(to: number): void {
    stopReading()
    progress.turnTo(to)
    paragraphs = []
    current = null
    host.requestUpdate()
    void host.updateComplete.then(() => {
      find('.tools')?.scrollIntoView({ block: 'start' })
      find('[data-page]')?.focus({ preventScroll: true })
      return show()
    })
  }

  const setView = (view: ReadingView): void => {
    if (view === progress.view) return
    progress.view = view
    if (view === 'text') pageView.end()
    host.requestUpdate()
    void host.updateComplete.then(show)
  }

  const stopReading = (): void => {
    quiet?.()
    quiet = null
  }
  const speak = (texts: readonly string[]): void => {
    if (quiet) stopReading()
    else quiet = readAloud(texts, host.view.language, () => { quiet = null; host.requestUpdate() })
    host.requestUpdate()
  }

  const toggleFind = (): void => {
    finder = finder ? null : new TextFinder(progress.pages, async (page) => (await host.pages(documentId)).lines(page))
    host.requestUpdate()
    void host.updateComplete.then(() => {
      pageView.update()
      find(finder ? '.finder input' : '.tools [aria-expanded]')?.focus()
    })
  }
  const afterFind = async (): Promise<void> => {
    host.requestUpdate()
    await host.updateComplete
    pageView.update()
    find('.found, .flow mark')?.scrollIntoView({ block: 'center' })
  }
  const query = (wanted: string): void => void finder?.find(wanted).then(() => {
    const hits = finder!.reachable(progress.furthest)
    finder!.index = Math.max(0, hits.findIndex(({ page }) => page >= progress.page))
    return afterFind()
  })
  const nextHit = (): void => {
    const hits = finder?.reachable(progress.furthest) ?? []
    if (!finder || hits.length === 0) return
    const onScreen = hits[finder.index]?.page === progress.page
    if (onScreen) finder.index = (finder.index + 1) % hits.length
    const { page } = hits[finder.index]!
    if (page === progress.page) void afterFind()
    else turn(page)
  }

  const showClause = (clause: KeyClause): void => {
    current = clause
    explaining = false
    void progress.noteShown(clause.id)
    host.requestUpdate()
    void host.updateComplete.then(() => {
      find(`.clause[data-id='${clause.id}']`)?.scrollIntoView({ block: 'center' })
      find('[data-clause-heading]')?.focus({ preventScroll: true })
    })
  }
  const acknowledge = async (clause: KeyClause): Promise<void> => {
    if (!(await progress.noteAcknowledged(clause.id))) return
    current = null
    host.requestUpdate()
    await host.updateComplete
    find('footer [part=primary]')?.focus({ preventScroll: true })
  }
  const explain = (clause: KeyClause): void => {
    explaining = true
    pageView.end()
    void progress.noteExplained(clause.id)
    host.requestUpdate()
    void host.updateComplete.then(() => find('[data-heading]')?.focus())
  }
  /** The explanation took the page's place: it is drawn again. */
  const backToPage = (clause: KeyClause): void => {
    explaining = false
    stopReading()
    host.requestUpdate()
    void host.updateComplete.then(show).then(() => showClause(clause))
  }
  const call = async (clause: KeyClause): Promise<void> => {
    if (await host.act(async () => void (await host.api.call(sessionRoutes.requestCall, { body: { clauseId: clause.id } })))) called.add(clause)
    host.requestUpdate()
  }

  function button(): TemplateResult {
    const clause = clausesOn(progress.page).find(({ id }) => !progress.acknowledged.has(id))
    if (clause) return primary({ label: text.nextClause, missing: progress.isOnScreen ? undefined : text.loading, onPress: () => showClause(clause) })
    const missing = progress.isRead ? undefined : text.wait(Math.max(1, Math.ceil(progress.clock.remaining)))
    const last = progress.page === progress.pages
    const go = (): void => {
      if (!last) turn(progress.page + 1)
      else if (onAfter) onAfter()
      else void progress.complete()
    }
    return primary({ label: !last ? text.next : onAfter ? text.nextDocument : text.finish, missing, onPress: go, onMissing: () => find('.viewport, .flow')?.focus() })
  }

  function foot(): TemplateResult {
    if (current) return clauseSheet({ words: text, clause: current, number: clauses.indexOf(current) + 1, all: clauses.length, onExplain: () => explain(current!), onSeen: () => void acknowledge(current!) })
    const { page, pages, isRead, clock } = progress
    const clausesLeft = clauses.filter(({ id }) => !progress.acknowledged.has(id)).length
    const offline = host.isOffline
    const state = offline ? text.offlineKept(progress.read.size) : `${isRead ? text.enough : text.more(Math.ceil(clock.remaining))}${clausesLeft > 0 ? ` · ${text.clausesLeft(clausesLeft)}` : ''}`
    return html`<footer class="reading-foot">
      <div class="timer">${ring(isRead || offline ? 0 : clock.remaining, clock.whole)}<div class="xs grow"><b class="num" data-page tabindex="-1">${text.pageOf(page, pages)}</b><br><span class="soft">${state}</span></div></div>
      ${offline ? html`${primary({ label: text.next, missing: text.offlineButton, onPress: () => undefined })}${plain(text.offlineNow, () => host.api.retryNow())}` : button()}
    </footer>`
  }

  return {
    shown() {
      hinting = setTimeout(() => { zoomHint = false; host.requestUpdate() }, 6_000)
      void show()
      unwatch = watchSeen(find('.read')!, {
        onHidden: () => !progress.isRead && void progress.close(),
        onSeen: () => !progress.isRead && void progress.open(),
      })
    },
    hidden() {
      clearTimeout(hinting)
      stopReading()
      unwatch?.()
      pageView.end()
      progress.end()
    },
    render() {
      if (current && explaining) {
        const clause = current
        return explanation({
          host, clause, number: clauses.indexOf(clause) + 1, all: clauses.length, called: called.has(clause), onListen: () => speak([clause.explanation]), onCall: () => void call(clause),
          onBack: () => backToPage(clause), onUnderstood: () => backToPage(clause),
        })
      }
      const { page, view, acknowledged } = progress
      return html`${toolBar({
          words: text, view, speaking: quiet !== null, finder, furthest: progress.furthest, onView: setView, onSpeak: () => speak(paragraphs.map((paragraph) => paragraph.text)), onFind: toggleFind, onQuery: query,
          onNextHit: nextHit, onSize: () => host.toggleSize(), among, onPrevious: page > 1 ? () => turn(page - 1) : onBefore,
        })}
        <div class="read"><div class="main">
          <h2 class="hidden-text" tabindex="-1" data-heading>${among ? `${text.documentOf(among.index + 1, among.titles.length)}${among.titles[among.index]} · ` : nothing}${text.pageOf(page, progress.pages)}</h2>
          ${paragraphs.length === 0 ? html`<p role="status" class="hidden-text">${text.loading}</p>` : nothing}
          ${view === 'text'
            ? textView({ words: text, page, paragraphs, acknowledged, query: finder?.query ?? '' })
            : pageTemplate({ label: text.sheet(page), clauses: clausesOn(page), acknowledged, current, found: finder?.onPage(page) ?? [], paragraphs: paragraphs.map((paragraph) => paragraph.text) })}
          ${view === 'page' && zoomHint && !current && 'ontouchstart' in globalThis ? html`<div class="float xs" aria-hidden="true">${text.zoom}</div>` : nothing}
        </div>${sideList({ words, progress, clauses, among, onPage: turn, onDecline: () => host.decline() })}</div>
        ${foot()}`
    },
  }
}
