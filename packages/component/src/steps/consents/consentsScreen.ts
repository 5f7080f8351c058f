import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing, type TemplateResult } from 'lit'
import type { FirstWords } from '../../locales/index.js'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { heading, plain, primary } from '../parts.js'

type Decision = 'agreed' | 'refused'

/** Screen 2: one purpose a card, both answers equal, none chosen. The digests sent were worked out here, over the text on screen. */
export function consentsScreen(host: Host<FirstWords>): ScreenController {
  const text = host.words.consents
  const decisions = new Map<string, Decision>(host.view.consents.flatMap(({ id, decision }) => (decision ? [[id, decision] as const] : [])))
  const send = (): Promise<boolean> =>
    host.act(async () => {
      await host.api.call(sessionRoutes.decideConsents, {
        body: { decisions: host.view.consents.map(({ id, textSha256 }) => ({ consentId: id, textSha256, decision: decisions.get(id)! })) },
      })
      await host.refresh()
    })
  const toFirst = (id: string | undefined): void => host.renderRoot.querySelector<HTMLButtonElement>(`[data-consent='${id}'] button`)?.focus()
  const full = (): HTMLDialogElement | null => host.renderRoot.querySelector('dialog[data-full]')

  function card(consent: Host['view']['consents'][number]): TemplateResult {
    const answer = (decision: Decision): TemplateResult => {
      const pressed = decisions.get(consent.id) === decision
      return html`<button type="button" class="button answer" aria-pressed=${pressed} @click=${() => {
        decisions.set(consent.id, decision)
        host.requestUpdate()
      }}>${pressed ? icon('check') : nothing}${decision === 'agreed' ? text.agree : text.refuse}</button>`
    }
    return html`<section class="card ask" data-consent=${consent.id} aria-labelledby="consent-${consent.id}">
      <div class="row"><h3 class="grow" id="consent-${consent.id}">${consent.title}</h3><span class="tag ${consent.required ? 'needed' : ''}">${consent.required ? text.required : text.optional}</span></div>
      <p class="xs soft">${consent.text}${consent.recipient ? html`<br>${text.recipient}：${consent.recipient}` : nothing}</p>
      <div class="pair" role="group" aria-labelledby="consent-${consent.id}">${answer('refused')}${answer('agreed')}</div>
      <div role="alert">${consent.required && decisions.get(consent.id) === 'refused' ? html`<div class="note warn">${icon('warn')}<span>${text.counter}</span></div>` : nothing}</div>
    </section>`
  }

  return {
    render() {
      const { consents } = host.view
      const open = consents.filter(({ id }) => !decisions.has(id))
      const refused = consents.find(({ id, required }) => required && decisions.get(id) === 'refused')
      return html`<div class="main">
        ${heading(text.title)}
        ${consents.map(card)}
      </div>
      <footer>
        ${primary({
          label: text.go,
          missing: open.length > 0 ? text.missing(open.length) : refused ? text.counterButton : undefined,
          onPress: () => void send(),
          onMissing: () => toFirst((open[0] ?? refused)?.id),
        })}
        ${plain(text.full(consents.length), () => full()?.showModal())}
      </footer>
      <dialog class="sheet" data-full aria-label=${text.fullTitle}><div class="stack">
        <h2>${text.fullTitle}</h2>
        ${consents.map(({ title, text: words, recipient, textVersion, textSha256 }) => html`<div class="stack"><h3>${title}</h3><p>${words}</p>${recipient ? html`<p>${text.recipient}：${recipient}</p>` : nothing}<p class="xs soft">${text.version(textVersion)} · <span class="code">${textSha256.slice(0, 16).replace(/.{4}(?=.)/g, '$& ')} …</span></p></div>`)}
        <slot name="disclosure"></slot>
        <button class="button go" type="button" autofocus @click=${() => full()?.close()}>${host.words.close}</button>
      </div></dialog>`
    },
  }
}
