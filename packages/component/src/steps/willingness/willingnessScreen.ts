import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing } from 'lit'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { ApiProblem } from '../../transport/apiClient.js'
import { cells, contractNumber, heading, plain, primary } from '../parts.js'

/** Screen 7: do you want this? The key exists before the code is sent; the code is bound to it. */
export function willingnessScreen(host: Host): ScreenController {
  const { words } = host
  const text = words.code
  let digits = ''
  let message: string | null = null
  let sent = false
  let called = false
  /** Milliseconds since 1970 by this device's clock. */
  let resendAt = 0
  let timer: ReturnType<typeof setInterval> | undefined
  const toInput = (): void => host.renderRoot.querySelector<HTMLInputElement>('.cells input')?.focus()
  const tell = (what: string): void => {
    message = what
    digits = ''
    toInput()
  }
  const learnResend = (serverMoment: unknown): void => {
    const moment = typeof serverMoment === 'string' ? Date.parse(serverMoment) : NaN
    if (!Number.isNaN(moment)) resendAt = Date.now() + moment - host.api.now()
  }

  const send = (): Promise<boolean> =>
    host.act(async () => {
      const { SigningAttempt } = await import('../../signing/index.js')
      host.signingState.attempt ??= await SigningAttempt.start({ api: host.api, view: host.view, documents: host.documents })
      try {
        const answer = await host.signingState.attempt.sendCode()
        host.api.learnTime(answer.serverTime)
        learnResend(answer.resendAt)
        sent = true
        message = null
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (error.code === 'rate-limited') {
          tell(text.limit)
          learnResend(error.details.retryAt)
        } else if (error.code === 'code-too-soon') learnResend(error.details.resendAt)
        else throw error
        sent = true
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
        if (error.code === 'code-wrong') tell(text.wrong(Number(error.details.attemptsLeft ?? 0)))
        else if (error.code === 'code-expired' || error.code === 'code-not-sent') {
          tell(text.expired)
          resendAt = 0
        } else throw error
      }
    })

  const call = async (): Promise<void> => {
    called = await host.act(async () => void (await host.api.call(sessionRoutes.requestCall)))
    host.requestUpdate()
  }

  return {
    shown() {
      void send()
      timer = setInterval(() => host.requestUpdate(), 1000)
    },
    hidden() {
      clearInterval(timer)
    },
    render() {
      const { lender, contract, signer, documents } = host.view
      const { keyFacts, opens } = host.documents[0]!.facts
      const missing = 6 - digits.length
      const wait = Math.ceil((resendAt - Date.now()) / 1000)
      return html`<div class="main">
        ${heading(documents.length > 1 ? text.titleAll(documents.length) : text.title)}
        <div class="card"><dl class="facts s"><dt>${words.identity.lender}</dt><dd>${lender.name}</dd><dt>${words.identity.number}</dt><dd>${contractNumber(contract.number)}</dd>${documents.length > 1 ? html`<dt>${words.receipt.file}</dt><dd>${documents.map(({ title }) => html`<div>${title}</div>`)}</dd>` : nothing}</dl>
          <div class="amount"><div class="xs soft">${opens ? words.identity.limit : words.identity.amount}</div><div class="xl num">${keyFacts.principal}</div><div class="s">${keyFacts.principalCapitals ?? nothing}</div></div></div>
        <div><span class="label">${text.label(signer.phoneMasked)}</span>
          ${cells({ value: digits, length: 6, label: text.label(signer.phoneMasked), autocomplete: 'one-time-code', inputmode: 'numeric', onEnter: () => missing === 0 && void confirm(), onInput(value) {
            digits = value.replace(/\D/g, '').slice(0, 6)
            message = null
            host.requestUpdate()
            return digits
          } })}</div>
        <div role="alert">${message ? html`<p class="error">${message}</p>` : nothing}</div>
        <div class="row apart s">
          ${sent && wait <= 0 ? html`<button class="link" type="button" @click=${() => void send()}>${text.resend}</button>` : html`<span class="soft num">${sent ? text.resendIn(wait) : text.sending}</span>`}
          <button class="link" type="button" @click=${() => void call()}>${text.byCall}</button>
        </div>
        <div role="status">${called ? html`<div class="note">${icon('phone')}<span>${text.byCallAsked}</span></div>` : nothing}</div>
        <div class="note warn">${icon('shield')}<span>${text.never}</span></div>
      </div>
      <footer>
        ${primary({ label: text.go, missing: missing > 0 ? text.missing(missing) : undefined, onPress: () => void confirm(), onMissing: toInput })}
        ${plain(text.no, () => host.decline())}
      </footer>`
    },
  }
}
