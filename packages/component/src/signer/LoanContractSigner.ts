import { LitElement, nothing, type CSSResult, type PropertyValues, type TemplateResult } from 'lit'
import { ContractErrorEvent } from '../events/ContractErrorEvent.js'
import { Dictionary, type FirstWords } from '../locales/index.js'
import type { PdfPages } from '../reading/pdfPages.js'
import { styles } from '../styles/styles.js'
import type { Waiting } from '../transport/apiClient.js'
import type { Ceremony } from './Ceremony.js'
import { connect } from './connect.js'
import { HelpMenu } from './HelpMenu.js'
import type { Host, ScreenController } from './host.js'
import { LazyPages } from './LazyPages.js'
import type { Screen } from './machine.js'
import { makeScreen } from './screens.js'
import { shell } from './shell.js'

/**
 * Shows a loan contract, makes sure it is read, proves who signs, and signs it in this browser.
 *
 * @summary The signing ceremony of a loan contract.
 *
 * @attr {string} server - Address of the LoanSign API, for example `https://esign.cu.example/v1`.
 * @attr {string} lang - `zh-CN` or `en`; the contract's own language unless given.
 * @attr {string} data-size - `elder` for larger text and targets.
 *
 * @slot header - Takes the place of the element's header, for a page that has its own. It must offer help.
 * @slot logo - The lender's mark in the element's header, 32 pixels square.
 * @slot help - More ways to get help, below the telephone.
 * @slot disclosure - What the law of the place wants said beside the consents in full.
 *
 * @event {ContractReadyEvent} contract-ready - The documents are open and are the ones that were frozen.
 * @event {ContractStepEvent} contract-step - Another step came on screen.
 * @event {ContractPageReadEvent} contract-page-read - A page counts as shown long enough.
 * @event {ContractSignedEvent} contract-signed - The signature stands; the webhook is the record.
 * @event {ContractDeclinedEvent} contract-declined - The person does not want to sign.
 * @event {ContractErrorEvent} contract-error - Something stopped the signing.
 *
 * @csspart primary - The one primary action of a screen.
 *
 * @cssproperty [--ls-action=#0a5c45] - The primary action. All 22 tokens `--ls-…` of tokens.css can be set.
 */
export class LoanContractSigner extends LitElement {
  static override styles = styles
  static override properties = { server: { type: String }, lang: { type: String } }

  /** Address of the LoanSign API. */
  declare server: string
  declare lang: string
  /** Gives a fresh session token when the old one has run out. */
  refreshSession: (() => Promise<string>) | undefined

  #ceremony: Ceremony | null = null
  #token: string | null = null
  #code: string | null = null
  #tapped = false
  #waiting: Waiting | null = null
  /** The page gave no server to ask. */
  #isLost = false
  /** Of several beginnings only the last goes on. */
  #beginning = 0
  #ticker: ReturnType<typeof setInterval> | undefined
  readonly #pages = new LazyPages()
  #controller: ScreenController | null = null
  /** Which screen the controller draws, in which language; null asks for a new one. */
  #drawn: string | null = null
  #fresh = false
  readonly #dictionary = new Dictionary(() => this.#again())
  readonly #help = new HelpMenu({
    host: this,
    words: () => this.#words!,
    ceremony: () => this.#ceremony,
    language: () => this.#language,
  })

  constructor() {
    super()
    this.server = ''
    this.lang = ''
  }

  /** The session token of a portal with its own login. Write-only: it ends up in no attribute and cannot be read back. */
  set sessionToken(token: string) {
    this.#token = token
    if (this.isConnected) void this.#begin()
  }

  /** Opens the help of this screen: for a page that has put its own header in the slot. */
  showHelp(): void {
    this.#help.open()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    globalThis.addEventListener('hashchange', this.#onHashChange)
    this.#takeCode()
    void this.#begin()
  }

  /** A link opened while this page is open already changes the fragment only. */
  readonly #onHashChange = (): void => {
    if (!this.#takeCode()) return
    // Not the old one answers a tap, but the new one once it is there.
    this.#ceremony?.end()
    this.#ceremony = null
    void this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    globalThis.removeEventListener('hashchange', this.#onHashChange)
    this.#beginning++
    this.#leaveScreen()
    this.#ceremony?.end()
    this.#setWaiting(null)
    this.#pages.close()
  }

  /** A link's code stands in the fragment, which no server sees; it leaves the address at once. */
  #takeCode(): boolean {
    const match = /(?:^#|&)c=([A-Za-z0-9_-]{20,64})/.exec(location.hash)
    if (!match) return false
    this.#code = match[1]!
    this.#tapped = false
    history.replaceState(history.state, '', location.pathname + location.search)
    return true
  }

  /** With a token: go on. With a link: wait for the tap; a scanner that only opens the page uses nothing up. */
  async #begin(): Promise<void> {
    const beginning = ++this.#beginning
    // A page may set the token first and the server right after.
    await null
    if (beginning !== this.#beginning) return
    if (!this.server) {
      if (this.#token !== null) this.#lost()
      return
    }
    this.#isLost = false
    this.#ceremony?.end()
    const ceremony = await connect({
      server: this.server,
      token: this.#token,
      isNew: this.#code !== null,
      refreshSession: this.refreshSession,
      onWaiting: (waiting) => this.#setWaiting(waiting),
      onReadingNext: () => void Promise.all([import('../reading/documentPages.js').then(({ DocumentPages }) => DocumentPages.warm()), this.#preload()]).catch(() => undefined),
      onChange: () => this.#changed(),
      emit: (event) => void this.dispatchEvent(event),
    })
    if (beginning !== this.#beginning) return ceremony.end()
    this.#ceremony = ceremony
    if (ceremony.api.token !== null) await ceremony.load()
    else if (this.#tapped) await this.#open()
    else ceremony.changed()
  }

  #lost(): void {
    this.#isLost = true
    this.dispatchEvent(new ContractErrorEvent({ code: 'server-missing', retryable: false }))
    this.requestUpdate()
  }

  /** The bar counts down to the next try. */
  #setWaiting(waiting: Waiting | null): void {
    if (this.#waiting === waiting) return
    this.#waiting = waiting
    clearInterval(this.#ticker)
    this.#ticker = waiting === null ? undefined : setInterval(() => this.requestUpdate(), 1000)
    this.requestUpdate()
  }

  async #open(): Promise<void> {
    const code = this.#code
    if (!this.server) this.#lost()
    // Tapped while the store of keys is still being opened: #begin goes on from here.
    this.#tapped = !this.#ceremony
    if (code === null || !this.#ceremony) return
    await this.#ceremony.exchange(code)
    if (this.#ceremony.api.token !== null) this.#code = null
  }

  #changed(): void {
    const documents = this.#ceremony?.documents ?? null
    // Checked bytes are opened while the first screens are looked at, so that the pages are there when they are wanted.
    if (this.#pages.take(documents) && documents?.length && this.#ceremony?.view?.outcome === null) {
      this.#openPages().catch(() => undefined)
      void this.#preload().catch(() => undefined)
    }
    this.requestUpdate()
  }

  /** The later screens and their words come while the first are looked at. */
  #preload(): Promise<unknown> {
    return Promise.all([import('../steps/later.js'), this.#dictionary.all(this.#language)])
  }

  #openPages(documentId?: string): Promise<PdfPages> {
    return this.#pages.of(this.#ceremony!.view!.reading, documentId)
  }

  get #screen(): Screen {
    return this.#isLost ? 'failed' : (this.#ceremony?.screen ?? 'welcome')
  }

  get #language(): string {
    return this.lang || this.#ceremony?.view?.language || document.documentElement.lang || navigator.language
  }

  get #words(): FirstWords | undefined {
    return this.#dictionary.first(this.#language)
  }

  #host(): Omit<Host, 'words'> {
    const ceremony = this.#ceremony!
    const element = this
    return {
      get view() { return ceremony.view! },
      get documents() { return ceremony.documents },
      get busy() { return ceremony.busy },
      get isOffline() { return element.#waiting?.why === 'offline' },
      get updateComplete() { return element.updateComplete },
      api: ceremony.api,
      renderRoot: this.renderRoot,
      signingState: ceremony.signing,
      seenBefore: (id) => ceremony.device.seen[id] !== undefined,
      pages: (documentId) => this.#openPages(documentId),
      requestUpdate: () => ceremony.changed(),
      refresh: () => ceremony.refresh(),
      act: (work) => ceremony.act(work),
      queue: (work) => ceremony.queue(work),
      decline: (declining) => ceremony.decline(declining),
      help: () => this.#help.open(),
      toggleSize: () => (this.dataset.size === 'elder' ? this.removeAttribute('data-size') : this.setAttribute('data-size', 'elder')),
      emit: (event) => void this.dispatchEvent(event),
    }
  }

  /** Screens hold on to their words: they are made anew when language or words change. */
  #again(): void {
    this.#drawn = null
    this.requestUpdate()
  }

  protected override willUpdate(): void {
    const first = this.#words
    if (!first) return
    const wanted = `${this.#screen} ${this.#language}${this.#screen === 'welcome' ? this.#code !== null : ''}`
    if (this.#drawn === wanted && this.#controller) return
    this.#leaveScreen()
    this.#drawn = wanted
    const made = makeScreen(this.#screen, {
      ceremony: this.#ceremony,
      first,
      all: () => this.#dictionary.all(this.#language),
      host: () => this.#host(),
      hasCode: this.#code !== null,
      failure: this.#isLost ? { code: 'server-missing', retry: null } : (this.#ceremony?.failure ?? null),
      open: () => void this.#open(),
      adopt: (sheet) => this.#adopt(sheet),
    })
    if (made instanceof Promise) {
      this.#controller = makeScreen('loading', { first }) as ScreenController
      made.then(
        (controller) => this.#drawn === wanted && this.#take(controller),
        () => this.#ceremony?.fail({ code: 'offline', retry: () => this.#again() }),
      )
    } else this.#take(made)
  }

  #take(controller: ScreenController): void {
    this.#controller = controller
    this.#fresh = true
    this.requestUpdate()
  }

  #leaveScreen(): void {
    this.#controller?.hidden?.()
    this.#controller = null
    this.#drawn = null
  }

  #adopt(sheet: CSSResult): void {
    const root = this.renderRoot as ShadowRoot
    const { styleSheet } = sheet
    if (styleSheet && !root.adoptedStyleSheets.includes(styleSheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (changed.has('server') && changed.get('server') === '' && this.isConnected) void this.#begin()
    if (!this.#fresh) return
    this.#fresh = false
    this.#controller?.shown?.()
    // Screen readers and keyboards begin at the top of what is new; the first screen of a page takes no focus.
    if (this.#screen !== 'welcome' && this.#screen !== 'loading') this.renderRoot.querySelector<HTMLElement>('[data-heading]')?.focus({ preventScroll: true })
    if (this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' })
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words
    if (!words) return nothing
    return shell({
      words,
      view: this.#ceremony?.view ?? null,
      screen: this.#screen,
      waiting: this.#waiting,
      onHelp: () => this.#help.open(),
      body: this.#controller?.render(),
      help: this.#help.render(),
    })
  }
}
