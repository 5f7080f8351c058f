import { html, type TemplateResult } from 'lit'
import type { Words } from '../../locales/index.js'
import type { KeyClause } from '../../signing/openDocument.js'
import { icon } from '../../styles/icons.js'

export interface ClauseSheetOptions {
  readonly words: Words['reading']
  readonly clause: KeyClause
  readonly number: number
  readonly all: number
  onExplain(): void
  onSeen(): void
}

/** Screen 5: one clause, lit in its place and set large at the thumb. To ask is as easy as to go on. */
export function clauseSheet({ words, clause, number, all, onExplain, onSeen }: ClauseSheetOptions): TemplateResult {
  return html`<footer class="clause-sheet">
    <div class="row"><span class="tag wait">${words.clause(number, all)}</span><span class="xs soft">${words.onPage(clause.page)}</span></div>
    <h3 tabindex="-1" data-clause-heading>${clause.title}</h3>
    <p class="quote">${ratesMarked(clause.text)}</p>
    <div class="pair"><button class="button" type="button" @click=${onExplain}>${icon('help')}${words.explain}</button><button class="button go" part="primary" type="button" @click=${onSeen}>${words.seen}</button></div>
  </footer>`
}

/** Rates are what such a clause turns on: they are marked, and never broken across lines. */
function ratesMarked(text: string): (string | TemplateResult)[] {
  return text.split(/((?:年利率 ?)?\d+(?:\.\d+)?%)/).map((part, index) => (index % 2 === 1 ? html`<mark>${part}</mark>` : part))
}
