import { html, type TemplateResult } from 'lit'
import type { Host, ScreenController } from '../../signer/host.js'
import { laterIcon } from '../../styles/laterIcons.js'
import { heading, primary } from '../parts.js'
import { strokesAppearance, typedAppearance } from './signatureAppearance.js'
import { SignaturePaper } from './SignaturePaper.js'

type Mode = 'drawn' | 'typed'

/** Screens 8 and 9: hand signature and typed name, equal choices. Nothing of it survives the session. */
export function signatureScreen(host: Host): ScreenController {
  const text = host.words.signature
  const { name } = host.view.signer
  let mode: Mode = 'drawn'
  let typed = ''
  /** On the large paper, sideways. */
  let large = false
  const paper = new SignaturePaper(() => host.requestUpdate())
  const find = <Found extends HTMLElement>(selector: string): Found | null => host.renderRoot.querySelector<Found>(selector)

  /** The pad goes to whichever paper is on screen. */
  const place = async (): Promise<void> => {
    await host.updateComplete
    const canvas = find<HTMLCanvasElement>(large ? '.land canvas' : '.main .pad canvas')
    if (canvas) await paper.attach(canvas)
    else paper.detach()
  }
  const turn = (toLarge: boolean): void => {
    large = toLarge
    host.requestUpdate()
    if (large) find<HTMLDialogElement>('dialog.land')?.showModal()
    else find<HTMLDialogElement>('dialog.land')?.close()
    void place()
  }
  const choose = (next: Mode): void => {
    mode = next
    host.requestUpdate()
    void place()
  }
  const toChosenTab = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    choose(mode === 'drawn' ? 'typed' : 'drawn')
    void host.updateComplete.then(() => find('[role=tab][aria-selected=true]')?.focus())
  }
  const use = (): void => {
    const { strokes, size } = paper.writing
    host.signingState.appearance = { form: mode, value: mode === 'drawn' ? strokesAppearance(strokes, size) : typedAppearance(typed.trim()) }
    host.requestUpdate()
  }
  const tools = (): TemplateResult => html`
    <button class="button" type="button" @click=${() => paper.undo()}>${laterIcon('undo')}${text.undo}</button>
    <button class="button" type="button" @click=${() => paper.clear()}>${text.redo}</button>`
  const go = (): TemplateResult => {
    const empty = mode === 'drawn' ? paper.isEmpty : typed.trim() === ''
    // Whoever cannot draw is led to the keyboard.
    return primary({ label: text.go, missing: empty ? (mode === 'drawn' ? text.missing : text.missingType) : undefined, onPress: use, onMissing: () => (mode === 'typed' ? find('#typed')?.focus() : find('.pad canvas')?.focus()) })
  }
  const drawing = (): TemplateResult => html`
    <div class="pad"><canvas tabindex="-1" aria-label=${text.hint(name)} role="img"></canvas><div class="line"></div><div class="hint xs" aria-hidden="true">${text.hint(name)}</div></div>
    <div class="three">${tools()}<button class="button" type="button" @click=${() => turn(true)}>${laterIcon('rotate')}${text.wide}</button></div>
    <p class="xs soft">${text.noteDraw}</p>`
  const typing = (): TemplateResult => html`
    <div><label for="typed">${text.label}</label><input id="typed" class="field" maxlength="40" autocomplete="name" .value=${typed} @input=${(event: Event) => {
      typed = (event.target as HTMLInputElement).value
      host.requestUpdate()
    }}></div>
    <div class="pad typed" aria-hidden="true"><span>${typed}</span><div class="line"></div></div>
    <p class="xs soft">${text.noteType}</p>`

  return {
    shown: () => void place(),
    hidden() {
      paper.detach()
      find<HTMLDialogElement>('dialog.land')?.close()
    },
    render: () => html`<div class="main">
        ${heading(text.title)}
        <div class="switch wide" role="tablist" aria-label=${text.title} @keydown=${toChosenTab}>${(['drawn', 'typed'] as const).map((tab) => html`<button type="button" role="tab" id="tab-${tab}" aria-controls="signature-panel" tabindex=${mode === tab ? 0 : -1} aria-selected=${mode === tab} @click=${() => choose(tab)}>${tab === 'drawn' ? text.draw : text.type}</button>`)}</div>
        <div id="signature-panel" class="stack" role="tabpanel" aria-labelledby="tab-${mode}">${mode === 'drawn' ? drawing() : typing()}</div>
      </div>
      <footer>${go()}</footer>
      <dialog class="land" aria-label=${text.wideTitle(name)} @close=${() => large && turn(false)}><div class="turned">
        <div class="row"><b class="grow s">${text.wideTitle(name)}</b><button class="tool" type="button" @click=${() => turn(false)}>${laterIcon('rotate')}${text.narrow}</button></div>
        <div class="pad"><canvas aria-label=${text.hint(name)} role="img"></canvas><div class="line"></div></div>
        <div class="three">${tools()}<span class="grow"></span>${go()}</div>
      </div></dialog>`,
  }
}
