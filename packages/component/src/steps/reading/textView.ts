import { html, nothing, type TemplateResult } from 'lit'
import type { Paragraph } from '../../reading/paragraphs.js'
import type { Words } from '../../locales/index.js'
import { findPieces } from './TextFinder.js'

export interface TextViewOptions {
  readonly words: Words['reading']
  readonly page: number
  readonly paragraphs: readonly Paragraph[]
  readonly acknowledged: ReadonlySet<string>
  readonly query: string
}

/** 大字: the page's own words, reflowed, in the size and colours of the reader. */
export function textView({ words, page, paragraphs, acknowledged, query }: TextViewOptions): TemplateResult {
  const pieces = (text: string): (string | TemplateResult)[] => findPieces(text, query).map(({ text: piece, found }) => (found ? html`<mark>${piece}</mark>` : piece))
  const section = paragraphs.map(({ kind, text }) => (kind === 'heading' ? (/^第(.{1,4})条/.exec(text)?.[1] ?? /^(\d+)/.exec(text)?.[1]) : undefined)).find(Boolean)
  return html`<div class="flow">
    <p class="xs soft">${words.onPage(page)}${section ? ` · ${words.section(section)}` : nothing}</p>
    ${paragraphs.map(({ kind, text, clauseId }) => (kind === 'heading' ? html`<h3>${pieces(text)}</h3>` : html`<p class=${kind === 'clause' ? 'clause' : ''} data-id=${clauseId ?? nothing} data-seen=${clauseId ? acknowledged.has(clauseId) : nothing}>${pieces(text)}</p>`))}
  </div>`
}
