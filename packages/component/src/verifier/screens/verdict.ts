import { html, nothing, type TemplateResult } from 'lit'
import { safeText } from '../checks/safeText.js'
import { inOrder, isGenuine, roleOf, signedVersionOf, stateOf, verdictOf } from '../checks/verdict.js'
import type { CheckedFile, VerifierHost } from '../host.js'
import { compareView } from './compare.js'
import { anchorsButton, check, exactTime, fileButton, icon, noticeOf, shortHash, shortTime, stateIcons } from './parts.js'

/** One word, one sentence, the names; and what verifying cannot say. */
export function verdictScreen(host: VerifierHost, file: CheckedFile): TemplateResult {
  const { words } = host
  const { report } = file
  const { state, kind } = verdictOf(report)
  const [title, text] = words.verdict[kind] as [string, string]
  const signed = kind === 'changed' ? signedVersionOf(report) : null
  return html`<div class="verdict ${state}" role="status">
      <span class="ring">${icon(stateIcons[state])}</span>
      <div class="grow"><h2 tabindex="-1">${title}</h2><p>${text}</p></div>
      <span class="indication">${report.indication}${report.subIndication ? html`<br />${report.subIndication}` : nothing}</span>
    </div>
    <div class="body stack">
      ${signed ? compareView(host, signed) : nothing}
      ${noticeOf(host)}
      ${signers(host, file)}
      ${facts(host, file)}
      ${warnings(host, file)}
      <p class="note">${icon('help')}<span>${words.cannot}</span></p>
      <div class="row actions">
        ${kind === 'untrusted' ? anchorsButton(host, words.roots, 'button go') : nothing}
        ${signed ? html`<button type="button" class="button go" @click=${() => host.extract(signed.signedLength)}>${icon('down')}${words.extract}</button>` : nothing}
        ${report.signatures.length > 0 ? html`<button type="button" class="button ${signed || kind === 'untrusted' ? '' : 'go'}" @click=${() => host.show('signatures')}>${words.oneByOne}</button>` : nothing}
        <button type="button" class="button" @click=${host.exportReport}>${words.export}</button>
        ${fileButton(words.another, { accept: 'application/pdf,.pdf', className: 'button', take: host.take })}
      </div>
    </div>`
}

function signers(host: VerifierHost, { report }: CheckedFile): TemplateResult | typeof nothing {
  const { words } = host
  if (report.signatures.length === 0) return nothing
  return html`<ul class="signers">${inOrder(report.signatures).map((signature) => {
    const role = roleOf(signature)
    const state = stateOf(signature)
    return html`<li>${check(state)}<div class="grow"><b>${safeText(signature.signer?.commonName)}</b> <span class="soft">${role === 'other' ? `${words.roles.other} ${safeText(signature.field)}` : words.roles[role]}</span></div>
      ${state === 'passed' ? nothing : html`<span class="tag ${state}">${isGenuine(signature) ? words.genuine : words.state[state]}</span>`}<span class="num soft s">${signature.bestSignatureTime ? shortTime(host, signature.bestSignatureTime) : words.noTimeProof}</span></li>`
  })}</ul>`
}

function facts(host: VerifierHost, { sha256, report, versions }: CheckedFile): TemplateResult {
  const { words, trail } = host
  const times = report.signatures.flatMap(({ bestSignatureTime }) => bestSignatureTime ?? []).sort()
  const roots = [...new Set(report.signatures.filter(({ path }) => path.trusted).map(({ path }) => path.names.at(-1) ?? ''))]
  const named = [...versions.values()].filter((version) => trail?.versions.has(version)).length
  const record = trail && (trail.broken !== null ? words.evidenceBroken(trail.broken) : named > 0 ? words.evidenceHolds(trail.events, named) : words.evidenceForeign)
  return html`<dl class="facts s">
    <dt>${words.fingerprint}</dt><dd class="code" title=${sha256}>${shortHash(sha256)}</dd>
    ${report.signatures.length > 0 ? html`<dt>${words.earliest}</dt><dd>${times[0] ? `${exactTime(host, times[0])}, ${words.timestampWord}` : words.noTimestamp}</dd>
      <dt>${words.trustFrom}</dt><dd>${roots.length > 0 ? roots.map((root) => safeText(root)).join(' · ') : words.trustNone}</dd>` : nothing}
    ${record ? html`<dt>${words.record}</dt><dd class=${trail?.broken !== null || named === 0 ? 'bad' : ''}>${record}</dd>` : nothing}
  </dl>`
}

/** Warnings in plain words; faults of form, which only their code tells apart, with it. */
function warnings({ words }: VerifierHost, { report }: CheckedFile): TemplateResult | typeof nothing {
  const all = [...new Set([...report.warnings, ...report.signatures.flatMap((signature) => signature.warnings)])]
  if (all.length === 0) return nothing
  return html`<div class="note wait">${icon('help')}<div><b>${words.warnings}</b><ul>${all.map((warning) => html`<li>${words.warning[warning] ?? words.fault + warning}</li>`)}</ul></div></div>`
}
