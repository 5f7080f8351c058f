import { html } from 'lit'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { laterIcon } from '../../styles/laterIcons.js'
import { heading, plain } from '../parts.js'

/** A pause after too many wrong tries: a clock time, no countdown, and what was not lost. */
export function lockedScreen(host: Host): ScreenController {
  const text = host.words.locked
  const { lender, identity, willingness, language, reading } = host.view
  const byIdentity = identity.lockedUntil !== null
  const until = Date.parse(identity.lockedUntil ?? willingness.lockedUntil ?? host.view.serverTime)
  const minutes = Math.max(1, Math.ceil((until - host.api.now()) / 60_000))
  const pages = reading.pages.filter(({ read }) => read).length
  const clauses = reading.clauses.filter(({ acknowledged }) => acknowledged).length
  const clockTime = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(until)
  return {
    render: () => html`<div class="main state">
        <span class="round">${laterIcon('lock')}</span>
        ${heading(text.title(minutes))}
        <p>${byIdentity ? text.identity : text.code}</p>
        <div class="card row apart"><span class="soft s">${text.when}</span><b class="l num">${clockTime}</b></div>
        <div class="note good">${icon('check')}<span>${text.kept(pages, clauses)}<b class="nb">${text.notAgain}</b></span></div>
        <p class="s">${text.notMe}</p>
      </div>
      <footer><a part="primary" class="button go" href="tel:${lender.hotline}">${icon('phone')}<span class="num">${text.call(lender.hotline)}</span></a>${plain(text.retry, () => void host.act(() => host.refresh()))}</footer>`,
  }
}
