import type { SignatureReport } from '@loansign/signature'
import { html, nothing, type TemplateResult } from 'lit'
import { revocationLines } from '../checks/revocationLines.js'
import { commandName, safeJson, safeText } from '../checks/safeText.js'
import { changesAfter, hasAdditions, inOrder, roleOf, stateOf } from '../checks/verdict.js'
import type { CheckedFile, VerifierHost } from '../host.js'
import { check, exactTime, icon, shortHash, shortTime } from './parts.js'

/** How the file grew, and four questions about each signature. */
export function signaturesScreen(host: VerifierHost, file: CheckedFile): TemplateResult {
  const { words } = host
  const signatures = inOrder(file.report.signatures)
  const chosen = signatures[host.chosen] ?? signatures[0]!
  return html`<div class="body stack">
    <div class="row"><h2 class="grow" tabindex="-1">${words.oneByOne}</h2><span class="soft s">${words.grows}</span></div>
    ${revisions(host, file, chosen)}
    ${chosen.coverage === 'odd' ? nothing : html`<p class="s soft">${words.covers(safeText(chosen.signer?.commonName))}</p>`}
    <div class="detail">
      <ul class="list">${signatures.map((signature, index) => html`<li><button type="button" aria-pressed=${signature === chosen} @click=${() => host.choose(index)}>${check(stateOf(signature))}
        <span class="grow"><b>${safeText(signature.signer?.commonName)}</b><br /><span class="s soft">${roleText(host, signature)}</span></span></button></li>`)}</ul>
      ${detail(host, file, chosen)}
    </div>
    <div class="row actions"><button type="button" class="button" @click=${() => host.show('verdict')}>${words.back}</button><button type="button" class="button" @click=${host.exportReport}>${words.export}</button></div>
  </div>`
}

function roleText({ words }: VerifierHost, signature: SignatureReport): string {
  const role = roleOf(signature)
  if (role === 'other') return `${words.roles.other} ${safeText(signature.field)}`
  if (role === 'lender' || role === 'timestamp') return words.roles[role]
  return `${words.roles[role]} · ${words.kinds.signature}`
}

/** One bar a version, as wide as it is long. */
function revisions(host: VerifierHost, { report, bytes, frozenLength }: CheckedFile, chosen: SignatureReport): TemplateResult {
  const { words } = host
  const parts = [{ kind: 'frozen', name: words.frozen, time: '', end: frozenLength }]
  for (const signature of inOrder(report.signatures)) {
    const role = roleOf(signature)
    const kind = role === 'lender' ? 'seal' : role === 'timestamp' ? 'stamp' : 'person'
    parts.push({ kind, name: safeText(signature.signer?.commonName), time: signature.bestSignatureTime ? shortTime(host, signature.bestSignatureTime) : words.noTimeProof, end: signature.signedLength })
  }
  if (parts.at(-1)!.end < bytes.length) parts.push({ kind: 'later', name: words.later, time: '', end: bytes.length })
  const total = bytes.length
  return html`<ol class="revisions">${parts.map(({ kind, name, time, end }, index) => {
    const length = end - (parts[index - 1]?.end ?? 0)
    return html`<li class=${kind} data-covered=${end <= chosen.signedLength} .style=${`flex:${Math.max(6, Math.round((length / total) * 100))}`}><i></i><b>${name}</b><span class="soft">${time}</span></li>`
  })}</ol>`
}

/** Of each certificate what is known, from where and how fresh; or why nothing is. */
function revocation(host: VerifierHost, signature: SignatureReport): unknown {
  const lines = revocationLines(signature, host.words, (moment) => shortTime(host, moment))
  const { states, colon, nothing: none } = host.words.revocationWords
  if (lines.length === 0) return states['not-checked'] + colon + (signature.path.trusted ? none : host.words.pathNo)
  return html`<ul>${lines.map(({ name, text, isBad }) => html`<li><b>${safeText(name)}</b> <span class=${isBad ? 'bad' : ''}>${text}</span></li>`)}</ul>`
}

function detail(host: VerifierHost, { versions, name: fileName }: CheckedFile, signature: SignatureReport): TemplateResult {
  const { words, trail } = host
  const { signer, timestamp, path, changesSince, evidenceRoot } = signature
  const state = stateOf(signature)
  const since = {
    none: words.sinceNone,
    proofs: words.sinceAllowed(changesSince.length),
    permitted: words.sincePermitted(changesSince.length),
    forbidden: html`<span class="bad">${words.warning['forbidden-change']}</span>`,
    suspicious: html`<span class="bad">${words.sinceBad(changesSince.filter(({ kind }) => kind === 'suspicious').map(({ what }) => safeText(what)).join(' · '))}</span>`,
  }
  const revoked = revocationLines(signature, words, () => '').some(({ isBad }) => isBad)
  const timed = timestamp?.valid === true
  const recorded = trail !== null && trail.broken === null && trail.versions.has(versions.get(signature.signedLength) ?? '')
  const question = (state: 'passed' | 'failed' | 'open', title: string, rows: readonly (readonly [string, unknown])[]): TemplateResult =>
    html`<section><h3>${check(state)}${title}</h3><dl class="facts s">${rows.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl></section>`
  return html`<div class="card">
    <div class="row"><div class="grow"><h2>${safeText(signer?.commonName)}</h2><p class="soft s">${roleText(host, signature)} </p></div><span class="tag ${state}">${words.state[state]}</span></div>
    <div class="questions">
      ${question(state === 'failed' || !signature.digestMatches || !signature.signatureHolds ? 'failed' : hasAdditions(signature) ? 'open' : 'passed', words.unchanged, [
        [words.digest, signature.digestMatches ? words.digestYes : words.digestNo],
        [words.signature, signature.signatureHolds ? words.holds : words.holdsNot],
        [words.since, since[changesAfter(signature)]],
      ])}
      ${question(path.trusted ? 'passed' : 'open', words.who, [
        [words.certificate, safeText(signer?.commonName)], [words.issuer, safeText(signer?.issuer)], [words.path, path.trusted ? words.pathYes : words.pathNo], [words.serial, html`<span class="code">${signer?.serialNumber ?? '?'}</span>`],
      ])}
      ${question(timed && !revoked ? 'passed' : 'open', words.when, [
        [words.time, signature.bestSignatureTime ? exactTime(host, signature.bestSignatureTime) : words.noTimeProof],
        [words.by, safeText(timestamp?.authority ?? words.noTimestamp)],
        [words.validity, signer ? `${shortTime(host, signer.notBefore)} ${words.to} ${shortTime(host, signer.notAfter)}` : '?'],
        ...(signature.kind === 'signature' ? ([[words.level, words.levels[signature.level] ?? words.holdsNot]] as const) : []),
        [words.revocation, revocation(host, signature)],
      ])}
      ${question(evidenceRoot && state !== 'failed' ? 'passed' : 'open', words.willing, evidenceRoot
        ? [[words.evidenceRoot, html`<span class="code">${shortHash(evidenceRoot)}</span> ${words.evidenceRootIn}`], [words.record, recorded ? words.evidenceAgrees : words.evidenceHow]]
        : [[words.evidenceRoot, words.evidenceRootNone], ...(recorded ? ([[words.record, words.evidenceAgrees]] as const) : [])])}
    </div>
    <div class="row"><button type="button" class="link s" @click=${() => host.extract(signature.signedLength)}>${icon('down')} ${words.take}</button></div>
    <details><summary class="s">${words.raw}</summary><pre tabindex="0">${safeJson(signature)}</pre></details>
    <details><summary class="s">${words.others}</summary><p class="s soft">${words.othersText}</p><pre tabindex="0">pdfsig "${commandName(fileName)}"
npx loansign verify "${commandName(fileName)}" --trust roots.pem</pre></details>
  </div>`
}
