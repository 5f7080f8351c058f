import { html, nothing } from 'lit'
import { ContractSignedEvent } from '../events/ContractSignedEvent.js'
import type { Host, ScreenController } from '../signer/host.js'
import type { CheckedPreparation } from '../signing/signingAttempt.js'
import { icon } from '../styles/icons.js'
import { ApiProblem } from '../transport/apiClient.js'
import { fingerprint, heading, plain, primary } from './parts.js'

/** Screen 10: the signature page drawn from the very bytes that will be signed. */
export function signingScreen(host: Host): ScreenController {
  const { text } = host
  let checked: CheckedPreparation[] | null = null
  let all = false
  let message: string | null = null
  let pressed = false

  const prepare = (): Promise<boolean> =>
    host.act(async () => {
      const { form, value } = host.signingState.appearance!
      checked = await host.signingState.attempt!.prepare({ form, appearance: value, view: host.view })
      host.requestUpdate()
      await host.updateComplete
      await draw(checked[0]!)
    })

  async function draw({ joined, page }: CheckedPreparation): Promise<void> {
    const { PdfPages } = await import('../reading/pdfPages.js')
    const canvas = host.renderRoot.querySelector<HTMLCanvasElement>('.viewport canvas')
    if (!canvas) return
    const pages = await PdfPages.open(joined)
    const width = canvas.parentElement!.clientWidth
    const { width: points, height } = await pages.draw(canvas, { page, width })
    Object.assign(canvas.style, { width: `${width}px`, height: `${(height * width) / points}px` })
    canvas.dataset.drawn = 'true'
    await pages.close()
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
        if (error.code === 'timestamp-unavailable') message = text.confirm.owed
        else if (error.code === 'revision-moved') checked = null
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
      const hex = checked ? Array.from(checked[0]!.digest, (octet) => octet.toString(16).padStart(2, '0')).join('') : ''
      const amount = host.documents[0]!.facts.keyFacts.principal
      return html`<div class="main">
        ${heading(text.confirm.title)}
        ${checked ? nothing : html`<p role="status">${text.confirm.preparing}</p>`}
        <div class="viewport"><canvas aria-label=${text.confirm.title} role="img"></canvas></div>
        ${checked
          ? html`<div class="card stack"><div class="row"><b class="grow">${text.confirm.fingerprint}</b><button class="button small" type="button" aria-expanded=${all} @click=${() => { all = !all; host.requestUpdate() }}>${all ? text.confirm.fewer : text.confirm.all}</button></div>
              ${fingerprint(hex, { groups: all ? 16 : 4 })}<p class="s soft">${text.confirm.own}</p></div>
              <div class="note">${icon('key')}<span>${text.confirm.key}</span></div>`
          : nothing}
        <div role="alert">${message ? html`<p class="error">${message}</p>` : nothing}</div>
      </div>
      <footer>
        ${primary({ label: message ? text.confirm.again : text.confirm.go(amount), missing: pressed ? text.confirm.busy : checked ? undefined : text.confirm.preparing, onPress: () => void sign() })}
        ${pressed ? nothing : plain(text.confirm.change, () => { host.signingState.appearance = null; host.requestUpdate() })}
      </footer>`
    },
  }
}
