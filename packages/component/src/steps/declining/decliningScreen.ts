import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing } from 'lit'
import { ContractDeclinedEvent } from '../../events/ContractDeclinedEvent.js'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { heading, primary } from '../parts.js'

type Reason = keyof Host['words']['declining']['reasons']

/** Not to sign is fine: both answers full size, the reason optional. */
export function decliningScreen(host: Host): ScreenController {
  const text = host.words.declining
  let reason: Reason | null = null
  const go = (): Promise<boolean> =>
    host.act(async () => {
      await host.api.call(sessionRoutes.decline, { body: reason ? { reason } : {} })
      host.emit(new ContractDeclinedEvent({ reason }))
      await host.refresh()
    })
  const choose = (chosen: Reason): void => {
    reason = reason === chosen ? null : chosen
    host.requestUpdate()
  }
  return {
    render: () => html`<div class="main state">
      ${heading(text.title)}
      <p>${text.text}</p>
      <div role="group" aria-labelledby="why"><span class="label" id="why">${text.why}</span>
        <div class="options">${(Object.keys(text.reasons) as Reason[]).map((key) => html`<button type="button" class="button answer" aria-pressed=${reason === key} @click=${() => choose(key)}>${reason === key ? icon('check') : nothing}${text.reasons[key]}</button>`)}</div></div>
      <div class="note">${icon('phone')}<span>${text.ask}<br><span class="num">${host.view.lender.hotline}</span></span></div>
    </div>
    <footer>${primary({ label: text.back, onPress: () => host.decline(false) })}<button type="button" class="button" @click=${() => void go()}>${text.go}</button></footer>`,
  }
}
