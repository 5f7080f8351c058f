import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing } from 'lit'
import type { FirstWords } from '../../locales/index.js'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { ApiProblem } from '../../transport/apiClient.js'
import { cells, contractNumber, heading, plain, primary } from '../parts.js'

/** Screen 1: who lends, how much and which contract; then name and last four. */
export function identityScreen(host: Host<FirstWords>): ScreenController {
  const text = host.words.identity
  let digits = ''
  let wrong: string | null = null
  const toInput = (): void => host.renderRoot.querySelector<HTMLInputElement>('.cells input')?.focus()
  const send = (): Promise<boolean> =>
    host.act(async () => {
      try {
        await host.api.call(sessionRoutes.verifyIdentity, { body: { name: host.view.signer.name, idNumberLastFour: digits } })
        await host.refresh()
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'identity-mismatch') throw error
        digits = ''
        wrong = text.wrong(Number(error.details.attemptsLeft ?? 0))
        toInput()
      }
    })
  return {
    render() {
      const { lender, contract, signer } = host.view
      const missing = 4 - digits.length
      return html`<div class="main">
        ${heading(text.title)}
        <div class="card"><dl class="facts s">
          <dt>${text.lender}</dt><dd>${lender.name}</dd>
          <dt>${host.documents[0]?.facts.opens ? text.limit : text.amount}</dt><dd><b class="num">${host.documents[0]?.facts.keyFacts.principal}</b></dd>
          <dt>${text.number}</dt><dd>${contractNumber(contract.number)}</dd>
        </dl></div>
        <div><label for="name">${text.name}</label><input id="name" class="field" readonly .value=${signer.name}></div>
        <div><span class="label">${text.lastFour}</span>
          ${cells({ value: digits, length: 4, label: text.lastFour, autocomplete: 'off', inputmode: 'text', onEnter: () => missing === 0 && void send(), onInput(value) {
            digits = value.replace(/[^0-9Xx]/g, '').toUpperCase().slice(0, 4)
            wrong = null
            host.requestUpdate()
            return digits
          } })}</div>
        <div role="alert">${wrong ? html`<p class="error">${wrong}</p>` : nothing}</div>
        <div class="note">${icon('shield')}<span>${text.note}</span></div>
      </div>
      <footer>
        ${primary({ label: host.busy ? text.checking : text.go, missing: missing > 0 ? text.missing(missing) : undefined, onPress: () => void send(), onMissing: toInput })}
        ${plain(text.notMe(signer.name), () => host.decline())}
      </footer>`
    },
  }
}
