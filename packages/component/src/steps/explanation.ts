import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing, type TemplateResult } from 'lit'
import type { Host } from '../signer/host.js'
import type { KeyClause } from '../signing/openDocuments.js'
import { icon } from '../styles/icons.js'
import { heading, plain, primary } from './parts.js'

export interface ExplanationOptions {
  readonly host: Host
  readonly clause: KeyClause
  readonly number: number
  readonly all: number
  readonly onBack: () => void
  readonly onUnderstood: () => void
}

const called = new WeakSet<KeyClause>()

/** Screen 6: a clause in plain words and this loan's own numbers. */
export function explanation({ host, clause, number, all, onBack, onUnderstood }: ExplanationOptions): TemplateResult {
  const { text } = host
  const listen = (): void => {
    const speech = new SpeechSynthesisUtterance(clause.explanation)
    speech.lang = host.view.language
    globalThis.speechSynthesis.speak(speech)
  }
  const call = (): void =>
    void host.act(async () => {
      await host.api.call(sessionRoutes.requestCall, { body: { clauseId: clause.id } })
      called.add(clause)
    })
  return html`<div class="main">
    <div class="row"><button class="button small" type="button" @click=${onBack}>${text.reading.backToClause}</button><span class="grow"></span><span class="tag">${text.reading.clause(number, all)}</span></div>
    ${heading(clause.title)}
    <p>${clause.explanation}</p>
    ${'speechSynthesis' in globalThis ? html`<button class="button" type="button" @click=${listen}>${icon('speak')}${text.reading.listen}</button>` : nothing}
    <p class="s soft">${text.reading.prevails}</p>
    <div role="status">${called.has(clause) ? html`<p class="note good">${icon('phone')}<span>${text.reading.called}</span></p>` : nothing}</div>
  </div>
  <footer>${primary({ label: text.reading.understood, onPress: onUnderstood })}${plain(text.reading.call, call)}</footer>`
}
