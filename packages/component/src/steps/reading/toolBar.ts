import { html, nothing, type TemplateResult } from 'lit'
import { canReadAloud } from '../../reading/readAloud.js'
import type { Words } from '../../locales/index.js'
import { laterIcon } from '../../styles/laterIcons.js'
import type { DocumentList } from './sideList.js'
import type { ReadingView } from './ReadingProgress.js'
import type { TextFinder } from './TextFinder.js'

export interface ToolBarOptions {
  readonly words: Words['reading']
  readonly view: ReadingView
  readonly speaking: boolean
  /** Open while one looks for words. */
  readonly finder: TextFinder | null
  readonly furthest: number
  /** Which of several documents; null where there is but one. */
  readonly among: DocumentList | null
  onView(view: ReadingView): void
  onSpeak(): void
  onFind(): void
  onQuery(query: string): void
  onNextHit(): void
  onSize(): void
  /** Null on the very first page. */
  readonly onPrevious: (() => void) | null
}

/** Above the page: how to read it, aloud, and where words stand. */
export function toolBar(options: ToolBarOptions): TemplateResult {
  const { words, view, speaking, finder, among, onPrevious } = options
  return html`<div class="tools">
    ${among ? html`<div class="which xs"><span class="soft nb">${words.documentOf(among.index + 1, among.titles.length)}</span><b>${among.titles[among.index]}</b></div>` : nothing}
    <div class="switch" role="group" aria-label=${words.view}>${(['page', 'text'] as const).map((mode) => html`<button type="button" aria-pressed=${view === mode} @click=${() => options.onView(mode)}>${mode === 'page' ? words.page : words.text}</button>`)}</div>
    <span class="grow"></span>
    ${onPrevious ? html`<button class="tool" type="button" aria-label=${words.previous} title=${words.previous} @click=${onPrevious}>${laterIcon('back')}</button>` : nothing}
    ${canReadAloud() ? html`<button class="tool" type="button" aria-pressed=${speaking} @click=${options.onSpeak}>${laterIcon(speaking ? 'close' : 'speak')}${speaking ? words.quiet : words.aloud}</button>` : nothing}
    <button class="tool" type="button" aria-expanded=${finder !== null} @click=${options.onFind}>${laterIcon('search')}${words.find}</button>
    <button class="tool wide-only" type="button" @click=${options.onSize}>${laterIcon('text')}${words.size}</button>
    ${finder ? findBar(options, finder) : nothing}
  </div>`
}

function findBar({ words, furthest, onQuery, onNextHit, onFind }: ToolBarOptions, finder: TextFinder): TemplateResult {
  const hits = finder.reachable(furthest)
  const later = finder.hits.length - hits.length
  const state = finder.query === '' ? '' : finder.hits.length === 0 ? words.findNone : `${hits.length > 0 ? words.findCount(finder.index + 1, hits.length) : ''} ${later > 0 ? words.findLater(later) : ''}`
  return html`<div class="finder" role="search">
    <input class="field" type="search" aria-label=${words.findLabel} placeholder=${words.findLabel} @input=${(event: Event) => onQuery((event.target as HTMLInputElement).value)} @keydown=${({ key }: KeyboardEvent) => (key === 'Enter' ? onNextHit() : key === 'Escape' && onFind())}>
    <span class="xs" role="status">${state}</span>
    <button class="tool" type="button" @click=${onNextHit}>${words.findNext}</button>
    <button class="tool" type="button" aria-label=${words.findClose} title=${words.findClose} @click=${onFind}>${laterIcon('close')}</button>
  </div>`
}
