import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing } from 'lit'
import { ContractDeclinedEvent } from '../events/ContractDeclinedEvent.js'
import type { Host, ScreenController } from '../signer/host.js'
import type { Translation } from '../locales/index.js'
import { icon } from '../styles/icons.js'
import { fingerprint, heading, plain, primary } from './parts.js'

/** A pause after too many wrong tries: a clock time, and what was not lost. */
export function lockedScreen(host: Host): ScreenController {
  const { text } = host
  return {
    render() {
      const { lender, identity, willingness, language } = host.view
      const until = identity.lockedUntil ?? willingness.lockedUntil ?? ''
      return html`<div class="main">
        <span class="round">${icon('lock')}</span>
        ${heading(text.locked.title)}
        <p>${text.locked.text}</p>
        <div class="card row"><span class="grow">${text.locked.when}</span><b class="xl num">${new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(until))}</b></div>
        <div class="note good">${icon('check')}<span>${text.locked.kept}</span></div>
        <p class="s soft">${text.locked.notMe}</p>
      </div>
      <footer><a part="primary" class="button go" href="tel:${lender.hotline}">${icon('phone')}${text.locked.call(lender.hotline)}</a>${plain(text.locked.retry, () => void host.act(() => host.refresh()))}</footer>`
    },
  }
}

/** Back after a while: what is done, what is left, and proof that the file is the same. */
export function resumeScreen(host: Host, onGo: () => void): ScreenController {
  const { text } = host
  return {
    render() {
      const { signer, steps, documents } = host.view
      return html`<div class="main">
        <span class="round good">${icon('doc')}</span>
        ${heading(text.resume.title(signer.name))}
        <p>${text.resume.text}</p>
        <ul class="card stack s">${steps.map(({ step, done }) => html`<li class="row">${icon(done ? 'check' : 'clock')}<span class="grow">${text.steps[step]}</span><span class="soft">${done ? text.resume.done : text.resume.left}</span></li>`)}</ul>
        <div class="note">${icon('shield')}<span>${text.resume.same}<br>${fingerprint(documents[0]!.sha256, { groups: 4 })}</span></div>
      </div>
      <footer>${primary({ label: text.resume.go, onPress: onGo })}</footer>`
    },
  }
}

/** Not to sign is fine: both answers full size, the reason optional. */
export function decliningScreen(host: Host, onBack: () => void): ScreenController {
  const { text } = host
  let reason: 'terms-differ' | 'not-understood' | 'not-needed' | 'other' | null = null
  const go = (): Promise<boolean> =>
    host.act(async () => {
      await host.api.call(sessionRoutes.decline, { body: reason ? { reason } : {} })
      host.emit(new ContractDeclinedEvent({ reason }))
      await host.refresh()
    })
  return {
    render: () => html`<div class="main">
      ${heading(text.declining.title)}
      <p>${text.declining.text}</p>
      <p><b>${text.declining.why}</b></p>
      <div class="stack" role="group">${(Object.keys(text.declining.reasons) as (keyof typeof text.declining.reasons)[]).map((key) => html`<button type="button" class="button" aria-pressed=${reason === key} @click=${() => { reason = reason === key ? null : key; host.requestUpdate() }}>${reason === key ? icon('check') : nothing}${text.declining.reasons[key]}</button>`)}</div>
      <div class="note">${icon('phone')}<span>${host.view.lender.hotline}</span></div>
    </div>
    <footer>${primary({ label: text.declining.back, onPress: onBack })}<button type="button" class="button" @click=${() => void go()}>${text.declining.go}</button></footer>`,
  }
}

export interface RefusalFacts {
  readonly code: string
  readonly details: Readonly<Record<string, string>>
}

/** The document does not match: nothing was signed, and there is no way on. */
export function refusedScreen({ text, facts, hotline, onAgain }: { readonly text: Translation; readonly facts: RefusalFacts; readonly hotline: string | undefined; readonly onAgain: () => void }): ScreenController {
  const { registered, received } = facts.details
  return {
    render: () => html`<div class="main">
      <span class="round red">${icon('warn')}</span>
      ${heading(text.refused.title)}
      <p><b>${text.refused.nothing}</b> ${text.refused.text}</p>
      ${registered !== undefined && received !== undefined
        ? html`<div class="card stack"><div><p class="xs soft">${text.refused.registered}</p>${fingerprint(registered)}</div><div><p class="xs soft">${text.refused.received}</p>${fingerprint(received, { other: registered })}</div></div>`
        : nothing}
      <p class="xs soft">${text.refused.code}：<code>${facts.code}</code></p>
    </div>
    <footer>${primary({ label: text.refused.again, onPress: onAgain })}${hotline ? html`<a class="button" href="tel:${hotline}">${icon('phone')}${text.refused.call(hotline)}</a>` : nothing}</footer>`,
  }
}
