import { html, nothing } from 'lit'
import { ContractSignedEvent } from '../../events/ContractSignedEvent.js'
import type { Host, ScreenController } from '../../signer/host.js'
import type { CheckedPreparation } from '../../signing/signingAttempt.js'
import { icon } from '../../styles/icons.js'
import { laterIcon } from '../../styles/laterIcons.js'
import { ApiProblem } from '../../transport/apiClient.js'
import { hex } from '../../transport/encoding.js'
import { fingerprint } from '../fingerprint.js'
import { heading, plain, primary } from '../parts.js'
import { drawSignaturePage } from './drawSignaturePage.js'

/** Screen 10: the signature page of every document, one behind the other, drawn from the very bytes that will be signed. One press signs them all. */
export function confirmationScreen(host: Host): ScreenController {
  const text = host.words.confirm
  let checked: CheckedPreparation[] | null = null
  /** Which document is on screen. */
  let index = 0
  /** Whether its page is: nothing goes on before. */
  let drawn = false
  let all = false
  let whole = false
  let message: string | null = null
  let pressed = false

  const prepare = (): Promise<boolean> =>
    host.act(async () => {
      const { form, value } = host.signingState.appearance!
      checked = await host.signingState.attempt!.prepare({ form, appearance: value, view: host.view })
      host.requestUpdate()
      await draw()
    })

  async function draw(): Promise<void> {
    await host.updateComplete
    const frame = host.renderRoot.querySelector<HTMLElement>('.whole')
    if (!checked || !frame) return
    const shown = index
    const { joined, page, documentId } = checked[shown]!
    const { rect } = host.view.documents.find(({ id }) => id === documentId)!.place
    await drawSignaturePage({ frame, joined, page, rect, whole })
    if (shown !== index) return
    drawn = true
    host.requestUpdate()
  }

  const next = (): void => {
    index++
    drawn = whole = all = false
    delete host.renderRoot.querySelector<HTMLElement>('.whole canvas')?.dataset.drawn
    host.requestUpdate()
    void host.act(async () => {
      await draw()
      host.renderRoot.querySelector<HTMLElement>('[data-heading]')?.focus()
    })
  }

  const toggleWhole = (): void => {
    whole = !whole
    host.requestUpdate()
    void draw()
  }

  async function sign(): Promise<void> {
    if (pressed || !checked) return
    pressed = true
    message = null
    host.requestUpdate()
    await host.act(async () => {
      try {
        const receipt = await host.signingState.attempt!.finish(checked!)
        host.signingState.attempt!.destroy()
        host.emit(new ContractSignedEvent({ receipt }))
        await host.refresh()
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        if (error.code === 'timestamp-unavailable') message = text.owed
        else if (error.code === 'revision-moved') {
          checked = null
          drawn = false
          index = 0
        }
        else throw error
      }
    })
    pressed = false
    host.requestUpdate()
    if (!checked) void prepare()
  }

  return {
    shown: () => void prepare(),
    render() {
      const { keyFacts: { principal: amount }, opens } = host.documents[0]!.facts
      const { documents, signer } = host.view
      const several = documents.length > 1
      const last = index === documents.length - 1
      const ready = checked !== null && drawn
      const [made, destroyed, nobody] = text.key
      return html`<div class="main">
        <div class="row"><div class="grow">${heading(text.title)}</div>${checked ? html`<button class="link" type="button" aria-expanded=${whole} @click=${toggleWhole}>${whole ? text.part : text.whole}</button>` : nothing}</div>
        ${several ? html`<p class="s">${text.documentOf(index + 1, documents.length)}<b>${documents[index]!.title}</b></p>` : nothing}
        ${checked ? nothing : html`<p role="status">${text.preparing}</p>`}
        <div class="whole"><canvas aria-label=${text.title} role="img"></canvas></div>
        ${checked
          ? html`<div class="card fingerprint"><div class="row apart s"><b>${text.fingerprint}</b><button class="link" type="button" aria-expanded=${all} @click=${() => { all = !all; host.requestUpdate() }}>${all ? text.fewer : text.all}</button></div>
              ${fingerprint(hex(checked[index]!.digest), all ? { grid: true } : { groups: 4, withEnd: true })}<p class="xs soft">${text.own}</p></div>
              ${several && last ? html`<p class="s">${text.together(documents.length)}</p>` : nothing}
              <div class="note">${laterIcon('key')}<span>${made}<span class="nb">${destroyed}</span>${nobody}</span></div>`
          : nothing}
        <div role="alert">${message ? html`<div class="note warn">${icon('warn')}<span>${message}</span></div>` : nothing}</div>
      </div>
      <footer>
        ${primary({
          label: message ? text.again : last ? text.go(amount, /borrower$/.test(signer.role) ? opens : 'guarantee') : text.nextDocument,
          missing: pressed ? text.busy : ready ? undefined : text.preparing,
          onPress: () => (last ? void sign() : next()),
        })}
        ${pressed ? nothing : plain(text.change, () => { host.signingState.appearance = null; host.requestUpdate() })}
      </footer>`
    },
  }
}
