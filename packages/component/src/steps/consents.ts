import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing } from 'lit'
import type { Host, ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { heading, primary } from './parts.js'

/** Screen 2: one purpose a card, both answers equal, none chosen. */
export function consentsScreen(host: Host): ScreenController {
  const { text } = host
  const decisions = new Map<string, 'agreed' | 'refused'>(host.view.consents.flatMap(({ id, decision }) => (decision ? [[id, decision] as const] : [])))
  const send = (): Promise<boolean> =>
    host.act(async () => {
      await host.api.call(sessionRoutes.decideConsents, {
        body: { decisions: host.view.consents.map(({ id, textSha256 }) => ({ consentId: id, textSha256, decision: decisions.get(id)! })) },
      })
      await host.refresh()
    })
  const toFirst = (id: string | undefined): void => host.renderRoot.querySelector<HTMLButtonElement>(`[data-consent='${id}'] button`)?.focus()
  return {
    render() {
      const open = host.view.consents.filter(({ id }) => !decisions.has(id))
      const refused = host.view.consents.find(({ id, required }) => required && decisions.get(id) === 'refused')
      return html`<div class="main">
        ${heading(text.consents.title)}
        ${host.view.consents.map(
          (consent) => html`<section class="card stack" data-consent=${consent.id} aria-labelledby="consent-${consent.id}">
            <div class="row"><h3 class="grow" id="consent-${consent.id}">${consent.title}</h3><span class="tag ${consent.required ? 'needed' : ''}">${consent.required ? text.consents.required : text.consents.optional}</span></div>
            <p class="s soft">${consent.text}${consent.recipient ? html`<br>${text.consents.recipient}：${consent.recipient}` : nothing}</p>
            <div class="pair" role="group" aria-labelledby="consent-${consent.id}">
              ${(['refused', 'agreed'] as const).map(
                (decision) => html`<button type="button" class="button ${decisions.get(consent.id) === decision ? 'go' : ''}" aria-pressed=${decisions.get(consent.id) === decision} @click=${() => {
                  decisions.set(consent.id, decision)
                  host.requestUpdate()
                }}>${decisions.get(consent.id) === decision ? icon('check') : nothing}${decision === 'agreed' ? text.consents.agree : text.consents.refuse}</button>`,
              )}
            </div>
            ${refused?.id === consent.id ? html`<p class="note warn" role="alert">${icon('warn')}<span>${text.consents.counter}</span></p>` : nothing}
          </section>`,
        )}
      </div>
      <footer>${primary({
        label: text.consents.go,
        missing: open.length > 0 ? text.consents.missing(open.length) : refused ? text.consents.counterButton : undefined,
        onPress: () => void send(),
        onMissing: () => toFirst((open[0] ?? refused)?.id),
      })}</footer>`
    },
  }
}
