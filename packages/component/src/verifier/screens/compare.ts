import type { SignatureReport } from '@loansign/signature'
import { html, nothing, type TemplateResult } from 'lit'
import { safeText } from '../checks/safeText.js'
import type { VerifierHost } from '../host.js'
import { shortTime } from './parts.js'

const mostLines = 12

/** Left what was signed, right what the file shows now. */
export function compareView(host: VerifierHost, signed: SignatureReport): TemplateResult {
  const { words, comparison } = host
  const name = safeText(signed.signer?.commonName)
  const time = signed.bestSignatureTime ? shortTime(host, signed.bestSignatureTime) : words.noTimeProof
  if (!comparison) return html`<p class="soft" role="status">${words.drawing}</p>`
  const { pages, then, now } = comparison
  const lines = (pages ?? []).flatMap((page) => page.lines)
  return html`
    <p>${pages === null ? words.notDrawn : pages.length === 0 ? words.sameLook : words.pagesDiffer(pages.map(({ page }) => words.page(page)).join(words.listed))} ${words.trustSigned}</p>
    ${then && now ? html`<div class="compare">
      <figure><figcaption><span class="tag passed">${words.signedVersion}</span><span class="soft s">${words[signed.kind === 'signature' ? 'lastSigned' : 'lastStamped'](name, time)}</span></figcaption><div class="sheet">${then}</div></figure>
      <figure><figcaption><span class="tag failed">${words.currentVersion}</span><span class="soft s">${words.unsignedLater}</span></figcaption><div class="sheet now">${now}</div></figure>
    </div>` : nothing}
    ${lines.length > 0 ? html`<table><thead><tr><th>${words.where}</th><th>${words.then}</th><th>${words.now}</th></tr></thead><tbody>
      ${lines.slice(0, mostLines).map(({ page, then: before, now: after }) => html`<tr><td class="num">${words.page(page)}</td><td>${before === null ? words.none : safeText(before)}</td><td class="bad">${after === null ? words.gone : safeText(after)}</td></tr>`)}
      ${lines.length > mostLines ? html`<tr><td colspan="3">${words.moreLines(lines.length - mostLines)}</td></tr>` : nothing}
    </tbody></table>` : nothing}`
}
