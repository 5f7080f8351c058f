import { html, nothing, type TemplateResult } from 'lit'
import { canReadAloud, secondsAloud } from '../../reading/readAloud.js'
import type { Host } from '../../signer/host.js'
import type { KeyClause } from '../../signing/openDocument.js'
import { icon } from '../../styles/icons.js'
import { laterIcon } from '../../styles/laterIcons.js'
import { heading, plain, primary } from '../parts.js'
import { splitExample } from './splitExample.js'

export interface ExplanationOptions {
  readonly host: Host
  readonly clause: KeyClause
  readonly number: number
  readonly all: number
  readonly called: boolean
  onListen(): void
  onCall(): void
  onBack(): void
  onUnderstood(): void
}

/** Screen 6: a clause in plain words and this loan's own numbers. */
export function explanation({ host, clause, number, all, called, onListen, onCall, onBack, onUnderstood }: ExplanationOptions): TemplateResult {
  const text = host.words.reading
  const { before, example } = splitExample(clause.explanation)
  return html`<div class="main">
    <div class="row"><button class="tool back" type="button" @click=${onBack}>${laterIcon('back')}${text.backToClause}</button><span class="grow"></span><span class="xs soft">${text.clause(number, all)}</span></div>
    ${heading(clause.title)}
    <p>${numbersWhole(before)}</p>
    ${example ? html`<div class="card"><div class="xs soft">${example.label}</div><div class="s code">${example.calculation}</div><div class="row apart amount"><span>=</span><b class="l num">${example.result}</b></div></div>` : nothing}
    ${canReadAloud() ? html`<button class="button" type="button" @click=${onListen}>${laterIcon('speak')}${text.listen(secondsAloud(clause.explanation, host.view.language))}</button>` : nothing}
    <p class="xs soft">${text.prevails}</p>
    <div role="status">${called ? html`<div class="note good">${icon('phone')}<span>${text.called}</span></div>` : nothing}</div>
  </div>
  <footer>${primary({ label: text.understood, onPress: onUnderstood })}${plain(text.call, onCall)}</footer>`
}

/** Rates stand out and stay whole. */
function numbersWhole(text: string): (string | TemplateResult)[] {
  return text.split(/(\d[\d,]*(?:\.\d+)?%)/).map((part, index) => (index % 2 === 1 ? html`<b class="num">${part}</b>` : part))
}
