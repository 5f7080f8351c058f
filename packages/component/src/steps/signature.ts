import { html, nothing } from 'lit'
import type SignaturePad from 'signature_pad'
import type { Host, ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { heading, primary } from './parts.js'
import { strokesAppearance, typedAppearance } from './signatureAppearance.js'

/** Screens 8 and 9: hand signature and typed name, equal choices. Nothing of it survives the session. */
export function signatureScreen(host: Host): ScreenController {
  const { text } = host
  let mode: 'drawn' | 'typed' = 'drawn'
  let typed = ''
  let pad: SignaturePad | null = null
  let canvas: HTMLCanvasElement | null = null
  let resize: ResizeObserver | undefined

  async function startPad(): Promise<void> {
    canvas = host.renderRoot.querySelector<HTMLCanvasElement>('.pad canvas')
    if (!canvas) return
    const { default: Pad } = await import('signature_pad')
    pad = new Pad(canvas, { penColor: '#101c47', minWidth: 1.4, maxWidth: 3.2 })
    pad.addEventListener('endStroke', () => host.requestUpdate())
    resize = new ResizeObserver(fit)
    resize.observe(canvas)
  }

  /** Turning the phone changes the canvas, not what was written on it. */
  function fit(): void {
    if (!canvas || !pad) return
    const density = globalThis.devicePixelRatio || 1
    const strokes = pad.toData()
    canvas.width = canvas.clientWidth * density
    canvas.height = canvas.clientHeight * density
    canvas.getContext('2d')!.scale(density, density)
    pad.fromData(strokes)
  }

  const use = (): void => {
    const value = mode === 'drawn' ? strokesAppearance(pad!.toData(), canvas!) : typedAppearance(typed.trim())
    host.signingState.appearance = { form: mode, value }
    host.requestUpdate()
  }
  const choose = (next: 'drawn' | 'typed'): void => {
    mode = next
    resize?.disconnect()
    pad = null
    host.requestUpdate()
    if (next === 'drawn') void host.updateComplete.then(startPad)
  }
  return {
    shown: () => void startPad(),
    hidden() {
      resize?.disconnect()
      pad?.off()
    },
    render() {
      const empty = mode === 'drawn' ? !pad || pad.isEmpty() : typed.trim() === ''
      return html`<div class="main">
        ${heading(text.signature.title)}
        <div class="switch" role="tablist">${(['drawn', 'typed'] as const).map((tab) => html`<button type="button" role="tab" aria-selected=${mode === tab} @click=${() => choose(tab)}>${tab === 'drawn' ? text.signature.draw : text.signature.type}</button>`)}</div>
        ${mode === 'drawn'
          ? html`<div class="pad"><canvas aria-label=${text.signature.hint(host.view.signer.name)} role="img"></canvas><div class="line"></div><div class="hint xs">${text.signature.hint(host.view.signer.name)}</div></div>
              <div class="row"><button class="button small" type="button" @click=${() => { pad?.fromData(pad.toData().slice(0, -1)); host.requestUpdate() }}>${icon('undo')}${text.signature.undo}</button>
              <button class="button small" type="button" @click=${() => { pad?.clear(); host.requestUpdate() }}>${text.signature.redo}</button></div>
              <p class="s soft">${text.signature.noteDraw}</p>`
          : html`<div><label for="typed">${text.signature.label}</label><input id="typed" class="field" maxlength="40" autocomplete="name" .value=${typed} @input=${(event: Event) => { typed = (event.target as HTMLInputElement).value; host.requestUpdate() }}></div>
              <div class="card typed" aria-hidden="true">${typed || nothing}</div><p class="s soft">${text.signature.noteType}</p>`}
      </div>
      <footer>${primary({ label: text.signature.go, missing: empty ? (mode === 'drawn' ? text.signature.missing : text.signature.missingType) : undefined, onPress: use, onMissing: () => host.renderRoot.querySelector<HTMLElement>('#typed')?.focus() })}</footer>`
    },
  }
}
