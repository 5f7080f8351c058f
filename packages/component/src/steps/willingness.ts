import { html, nothing } from 'lit'
import type { Host, ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { ApiProblem } from '../transport/apiClient.js'
import { cells, heading, plain, primary } from './parts.js'

/** Screen 7: do you want this? The key exists before the code is sent; the code is bound to it. */
export function willingnessScreen(host: Host): ScreenController {
  const { text } = host
  let digits = ''
  let message: string | null = null
  let sent = false
  let resendAt = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const tell = (words: string): void => {
    message = words
    digits = ''
  }

  const send = (): Promise<boolean> =>
    host.act(async () => {
      const { SigningAttempt } = await import('../signing/index.js')
      host.signingState.attempt ??= await SigningAttempt.start({ api: host.api, view: host.view, documents: host.documents })
      try {
        const answer = await host.signingState.attempt.sendCode()
        resendAt = Date.now() + Date.parse(answer.resendAt) - Date.parse(answer.serverTime)
        sent = true
        message = null
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (error.code === 'rate-limited') tell(text.code.limit)
        else if (error.code === 'code-too-soon') sent = true
        else throw error
      }
    })

  const confirm = (): Promise<boolean> =>
    host.act(async () => {
      try {
        await host.signingState.attempt!.confirmCode(digits)
        host.signingState.willing = true
        await host.refresh()
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (error.code === 'code-wrong') tell(text.code.wrong(Number(error.details.attemptsLeft ?? 0)))
        else if (error.code === 'code-expired' || error.code === 'code-not-sent') tell(text.code.expired)
        else throw error
      }
    })

  return {
    shown() {
      void send()
      timer = setInterval(() => host.requestUpdate(), 1000)
    },
    hidden() {
      clearInterval(timer)
    },
    render() {
      const { lender, contract, signer } = host.view
      const { keyFacts } = host.documents[0]!.facts
      const missing = 6 - digits.length
      const wait = Math.ceil((resendAt - Date.now()) / 1000)
      return html`<div class="main">
        ${heading(text.code.title)}
        <div class="card stack"><dl class="facts s"><dt>${text.identity.lender}</dt><dd>${lender.name}</dd><dt>${text.identity.number}</dt><dd>${contract.number}</dd></dl>
          <div><div class="xs soft">${text.identity.amount}</div><div class="xl num">${keyFacts.principal}</div><div class="xs soft">${keyFacts.principalCapitals ?? nothing}</div></div></div>
        <div><span class="label">${text.code.label(signer.phoneMasked)}</span>
          ${cells({ value: digits, length: 6, label: text.code.label(signer.phoneMasked), autocomplete: 'one-time-code', inputmode: 'numeric', onInput(value) {
            digits = value.replace(/\D/g, '').slice(0, 6)
            message = null
            host.requestUpdate()
          } })}</div>
        <div role="alert">${message ? html`<p class="error">${message}</p>` : nothing}</div>
        <p class="s soft" role="status">${!sent ? (host.busy ? text.code.sending : nothing) : wait > 0 ? text.code.resendIn(wait) : nothing}</p>
        ${sent && wait <= 0 ? html`<button class="button small" type="button" @click=${() => void send()}>${text.code.resend}</button>` : nothing}
        <div class="note warn">${icon('shield')}<span>${text.code.never}</span></div>
      </div>
      <footer>
        ${primary({ label: text.code.go, missing: missing > 0 ? text.code.missing(missing) : undefined, onPress: () => void confirm(), onMissing: () => host.renderRoot.querySelector<HTMLInputElement>('.cells input')?.focus() })}
        ${plain(text.code.no, () => host.decline())}
      </footer>`
    },
  }
}
