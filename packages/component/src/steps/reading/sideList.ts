import { html, nothing, type TemplateResult } from 'lit'
import type { Words } from '../../locales/index.js'
import type { KeyClause } from '../../signing/openDocument.js'
import { icon } from '../../styles/icons.js'
import { laterIcon } from '../../styles/laterIcons.js'
import type { ReadingProgress } from './ReadingProgress.js'

/** The documents of a ceremony by name, and the one that is on screen. */
export interface DocumentList {
  readonly titles: readonly string[]
  /** From 0. */
  readonly index: number
}

export interface SideListOptions {
  readonly words: Words
  readonly progress: ReadingProgress
  readonly clauses: readonly KeyClause[]
  /** Null where there is but one document. */
  readonly among: DocumentList | null
  onPage(page: number): void
  onDecline(): void
}

/** Where there is room: every page and every key clause, with what was seen of it. */
export function sideList({ words, progress, clauses, among, onPage, onDecline }: SideListOptions): TemplateResult {
  const text = words.reading
  const numbers = Array.from({ length: progress.pages }, (_, index) => index + 1)
  return html`<aside class="list"><div class="inner">
    ${among ? html`<h3>${text.documents} <span class="soft">${among.index + 1} / ${among.titles.length}</span></h3><ol class="documents">${among.titles.map((title, index) => html`<li data-state=${index < among.index ? 'done' : index === among.index ? 'now' : 'next'} aria-current=${index === among.index ? 'step' : nothing}><span class="dot">${icon(index < among.index ? 'check' : 'doc')}</span><div>${title}</div></li>`)}</ol>` : nothing}
    <h3>${text.pages} <span class="soft">${progress.read.size} / ${progress.pages}</span></h3>
    <div class="numbers">${numbers.map((page) => html`<button type="button" aria-label="${text.onPage(page)}${progress.read.has(page) ? `, ${text.readAlready}` : ''}" aria-current=${page === progress.page ? 'page' : nothing} data-read=${progress.read.has(page)} aria-disabled=${page > progress.furthest} @click=${() => page <= progress.furthest && onPage(page)}>${page}</button>`)}</div>
    <h3>${text.clauses} <span class="soft">${progress.acknowledged.size} / ${clauses.length}</span></h3>
    <ol>${clauses.map(({ id, title, page }) => {
      const seen = progress.acknowledged.has(id)
      const here = page <= progress.page
      const state = seen ? (progress.explained.has(id) ? text.explainedAlready : text.seenAlready) : here ? text.notYet : ''
      return html`<li data-state=${seen ? 'done' : here ? 'now' : 'next'}><span class="dot">${seen ? icon('check') : laterIcon('pen')}</span><div><b>${title}</b><br><span class="soft xs">${text.onPage(page)}${state ? ` · ${state}` : nothing}</span></div></li>`
    })}</ol>
    <button class="link" type="button" @click=${onDecline}>${words.menu.decline}</button>
  </div></aside>`
}
