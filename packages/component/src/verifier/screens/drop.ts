import { html, nothing, type TemplateResult } from 'lit'
import type { VerifierHost } from '../host.js'
import { safeText } from '../checks/safeText.js'
import { anchorsButton, fileButton, icon, noticeOf } from './parts.js'

/** First of all the question; then where to put the file, and what may come with it. */
export function dropScreen(host: VerifierHost): TemplateResult {
  const { words, anchors, trail, anchorsShown } = host
  const over = (event: DragEvent, isOver: boolean): void => {
    event.preventDefault()
    ;(event.currentTarget as HTMLElement).classList.toggle('over', isOver)
  }
  const drop = (event: DragEvent): void => {
    over(event, false)
    const [file] = event.dataTransfer?.files ?? []
    if (file) host.take(file)
  }
  return html`<div class="body stack">
    <h2 tabindex="-1">${words.question}</h2>
    <div class="drop" @dragover=${(event: DragEvent) => over(event, true)} @dragleave=${(event: DragEvent) => over(event, false)} @drop=${drop}>
      <span class="round">${icon('doc')}</span><b>${words.dropHere}</b><span class="soft">${words.or}</span>
      ${fileButton(words.choose, { accept: 'application/pdf,.pdf', className: 'button go', take: host.take })}
      <span class="s soft">${words.limit}</span>
    </div>
    ${noticeOf(host)}
    <h3>${words.together}</h3>
    <div class="half">
      <div class="option">${icon('key')}
        <div class="grow"><b>${words.roots}</b><br /><span class="s soft">${anchors.length > 0 ? words.rootsGiven(anchors.length) : words.rootsNone}</span></div>
        ${anchors.length > 0 ? html`<button type="button" class="link s" aria-expanded=${anchorsShown} @click=${host.showAnchors}>${anchorsShown ? words.hide : words.look}</button>` : nothing}
        ${anchorsButton(host, words.pick, 'link s')}
      </div>
      <div class="option">${icon('list')}
        <div class="grow"><b>${words.evidence}</b><br /><span class="s soft">${trail ? words.evidenceTaken(trail.events) : words.evidenceHint}</span></div>
        ${fileButton(words.pick, { accept: 'application/json,.json', className: 'link s', take: host.takeTrail })}
      </div>
    </div>
    ${anchorsShown ? html`<ul class="card stack s">${anchors.map(({ name, sha256 }) => html`<li><b>${safeText(name)}</b><br /><span class="code soft">SHA-256 ${sha256}</span></li>`)}</ul>` : nothing}
  </div>`
}
