import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing } from 'lit'
import type { Host, ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { ApiProblem } from '../transport/apiClient.js'
import { cells, heading, plain, primary } from './parts.js'

/** Screen 1: who lends, how much and which contract; then name and last four. */
export function identityScreen(host: Host): ScreenController {
  const { text } = host
  let digits = ''
  let wrong: string | null = null
  const send = (): Promise<boolean> =>
    host.act(async () => {
      try {
        await host.api.call(sessionRoutes.verifyIdentity, { body: { name: host.view.signer.name, idNumberLastFour: digits } })
        await host.refresh()
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'identity-mismatch') throw error
        digits = ''
        wrong = text.identity.wrong(Number(error.details.attemptsLeft ?? 0))
      }
    })
  return {
    render() {
      const { lender, contract, signer } = host.view
      const missing = 4 - digits.length
      return html`<div class="main">
        ${heading(text.identity.title)}
        <div class="card"><dl class="facts s">
          <dt>${text.identity.lender}</dt><dd>${lender.name}</dd>
          <dt>${text.identity.amount}</dt><dd><b class="num">${host.documents[0]?.facts.keyFacts.principal}</b></dd>
          <dt>${text.identity.number}</dt><dd>${contract.number}</dd>
        </dl></div>
        <div><label for="name">${text.identity.name}</label><input id="name" class="field" readonly .value=${signer.name}></div>
        <div><span class="label">${text.identity.lastFour}</span>
          ${cells({ value: digits, length: 4, label: text.identity.lastFour, autocomplete: 'off', inputmode: 'text', onInput(value) {
            digits = value.replace(/[^0-9Xx]/g, '').toUpperCase().slice(0, 4)
            wrong = null
            host.requestUpdate()
          } })}</div>
        <div role="alert">${wrong ? html`<p class="error">${wrong}</p>` : nothing}</div>
        <div class="note">${icon('shield')}<span>${text.identity.note}</span></div>
      </div>
      <footer>
        ${primary({ label: host.busy ? text.identity.checking : text.identity.go, missing: missing > 0 ? text.identity.missing(missing) : undefined, onPress: () => void send(), onMissing: () => host.renderRoot.querySelector<HTMLInputElement>('.cells input')?.focus() })}
        ${plain(text.identity.notMe(signer.name), () => host.decline())}
      </footer>`
    },
  }
}
