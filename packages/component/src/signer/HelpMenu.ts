import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing, type LitElement, type TemplateResult } from 'lit'
import { languageOf, type FirstWords } from '../locales/index.js'
import { icon } from '../styles/icons.js'
import type { Ceremony } from './Ceremony.js'

export interface HelpMenuOptions {
  readonly host: LitElement
  readonly words: () => FirstWords
  readonly ceremony: () => Ceremony | null
  readonly language: () => string
}

/** Behind 求助 on every screen: call, ask, text size, language, and the way out. */
export class HelpMenu {
  readonly #options: HelpMenuOptions
  #asked = false

  constructor(options: HelpMenuOptions) {
    this.#options = options
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#options.host.renderRoot.querySelector<HTMLDialogElement>('dialog[data-menu]')
  }

  open(): void {
    this.#options.host.requestUpdate()
    this.#dialog?.showModal()
  }

  /** The browser gives the focus back to what opened it. */
  #close(): void {
    this.#dialog?.close()
  }

  #decline(): void {
    this.#close()
    this.#options.ceremony()?.decline()
  }

  async #ask(): Promise<void> {
    const ceremony = this.#options.ceremony()
    this.#asked = (await ceremony?.act(async () => void (await ceremony.api.call(sessionRoutes.requestCall)))) ?? false
    this.#options.host.requestUpdate()
  }

  render(): TemplateResult {
    const { host } = this.#options
    const words = this.#options.words()
    const ceremony = this.#options.ceremony()
    const { menu } = words
    const elder = host.dataset.size === 'elder'
    const hotline = ceremony?.view?.lender.hotline
    const language = languageOf(this.#options.language())
    const choice = (label: string, pressed: boolean, choose: () => void): TemplateResult => html`<button type="button" aria-pressed=${pressed} @click=${() => { choose(); host.requestUpdate() }}>${label}</button>`
    return html`<dialog class="sheet" data-menu aria-label=${menu.title}><div class="stack">
      <h2>${menu.title}</h2>
      ${hotline ? html`<a class="button" href="tel:${hotline}">${icon('phone')}<span class="num">${menu.call(hotline)}</span></a>` : nothing}
      ${ceremony?.canDecline ? html`<button class="button" type="button" @click=${() => void this.#ask()}>${menu.ask}</button><p class="s" role="status">${this.#asked ? menu.asked : nothing}</p>` : nothing}
      <slot name="help"></slot>
      <div><span class="label">${menu.size}</span><div class="switch" role="group" aria-label=${menu.size}>${choice(menu.normal, !elder, () => host.removeAttribute('data-size'))}${choice(menu.large, elder, () => host.setAttribute('data-size', 'elder'))}</div></div>
      <div><span class="label">${menu.language}</span><div class="switch" role="group" aria-label=${menu.language}>${choice('中文', language === 'zh-CN', () => (host.lang = 'zh-CN'))}${choice('English', language === 'en', () => (host.lang = 'en'))}</div></div>
      ${ceremony?.canDecline ? html`<button class="button plain" type="button" @click=${() => this.#decline()}>${menu.decline}</button>` : nothing}
      <button class="button go" type="button" autofocus @click=${() => this.#close()}>${words.close}</button>
    </div></dialog>`
  }
}
