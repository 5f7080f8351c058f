import { html, nothing } from 'lit'
import type { RefusalFacts } from '../../signer/Ceremony.js'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { fingerprint } from '../fingerprint.js'
import { heading, primary } from '../parts.js'

/** The document does not match: nothing was signed, and there is no way on. */
export function refusedScreen(host: Host, { code, details: { registered, received } }: RefusalFacts, onAgain: () => void): ScreenController {
  const text = host.words.refused
  // A lie about the session itself comes before there is a view.
  const lender = (host.view as Host['view'] | null)?.lender
  return {
    render: () => html`<div class="main state">
      <span class="round red">${icon('warn')}</span>
      ${heading(text.title)}
      <p><b>${text.nothing}</b>${code === 'document-digest-mismatch' ? text.file : text.other}</p>
      ${registered !== undefined && received !== undefined
        ? html`<div class="card s"><div class="soft xs">${text.registered}</div>${fingerprint(registered, { grid: true })}<div class="soft xs">${text.received}</div>${fingerprint(received, { other: registered, grid: true })}</div>`
        : nothing}
      <p class="xs soft">${text.cause}${lender ? html`<br>${text.tell(lender.shortName)}` : nothing}<br><code class="code">${code}</code></p>
    </div>
    <footer>${primary({ label: text.again, onPress: onAgain })}${lender ? html`<a class="button" href="tel:${lender.hotline}">${icon('phone')}<span class="num">${text.call(lender.hotline)}</span></a>` : nothing}</footer>`,
  }
}
