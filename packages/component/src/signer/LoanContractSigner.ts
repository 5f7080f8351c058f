import type { SessionView } from '@loansign/protocol/session'
import { sessionRoutes } from '@loansign/protocol/routes'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { ContractErrorEvent } from '../events/ContractErrorEvent.js'
import { ContractReadyEvent } from '../events/ContractReadyEvent.js'
import { ContractStepEvent } from '../events/ContractStepEvent.js'
import { loadTranslation, translationFor, type Translation } from '../locales/index.js'
import type { OpenedDocument } from '../signing/openDocuments.js'
import { consentsScreen } from '../steps/consents.js'
import { identityScreen } from '../steps/identity.js'
import { heading, primary } from '../steps/parts.js'
import { endedScreen, failedScreen } from '../steps/ended.js'
import type * as LaterScreensModule from '../steps/later.js'
import type { RefusalFacts } from '../steps/states.js'
import { icon } from '../styles/icons.js'
import { styles } from '../styles/styles.js'
import { ApiClient, ApiProblem } from '../transport/apiClient.js'
import { createProofKey } from '../transport/createProof.js'
import { deviceStore } from '../transport/deviceStore.js'
import type { Host, ScreenController, SigningState } from './host.js'
import { screenOf, stepNumber, type Screen } from './machine.js'

type LaterScreens = typeof LaterScreensModule

/**
 * Shows a loan contract, makes sure it is read, proves who signs, and signs it in this browser.
 *
 * @summary The signing ceremony of a loan contract.
 *
 * @attr {string} server - Address of the LoanSign API, for example `https://esign.cu.example/v1`.
 * @attr {string} lang - `zh-CN` or `en`; the contract's own language unless given.
 * @attr {string} data-size - `elder` for larger text and targets.
 *
 * @slot header - Takes the place of the element's header, for a page that has its own.
 * @slot help - More ways to get help, below the telephone.
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
  static override properties = {
    server: { type: String },
    lang: { type: String },
    screen: { state: true },
    busy: { state: true },
    offline: { state: true },
    menuOpen: { state: true },
  }

  /** Address of the LoanSign API. */
  declare server: string
  declare lang: string
  /** Gives a fresh session token when the old one has run out. */
  refreshSession: (() => Promise<string>) | undefined
  declare private screen: Screen
  declare private busy: boolean
  declare private offline: boolean
  declare private menuOpen: boolean

  #api: ApiClient | null = null
  #view: SessionView | null = null
  #documents: OpenedDocument[] = []
  #token: string | null = null
  #code: string | null = null
  #refusal: RefusalFacts | null = null
  #failure: { code: string; retry: (() => void) | null } | null = null
  #declining = false
  #greeted = false
  #controller: ScreenController | null = null
  #controllerScreen: Screen | null = null
  readonly #signing: SigningState = { attempt: null, willing: false, appearance: null }

  constructor() {
    super()
    this.server = ''
    this.lang = ''
    this.screen = 'welcome'
    this.busy = false
    this.offline = false
    this.menuOpen = false
  }

  /** The session token of a portal with its own login. Write-only: it ends up in no attribute and cannot be read back. */
  set sessionToken(token: string) {
    this.#token = token
    if (this.isConnected) void this.#begin()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    globalThis.addEventListener('hashchange', this.#onHashChange)
    this.#takeCode()
    void this.#begin()
  }

  /** A link opened while this page is open already changes the fragment only. */
  readonly #onHashChange = (): void => {
    if (this.#takeCode()) void this.#begin()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    globalThis.removeEventListener('hashchange', this.#onHashChange)
    this.#controller?.hidden?.()
    this.#controller = null
    this.#controllerScreen = null
    this.#signing.attempt?.destroy()
  }

  /** A link's code stands in the fragment, which no server sees; it leaves the address at once. */
  #takeCode(): boolean {
    const match = /(?:^#|&)c=([A-Za-z0-9_-]{20,64})/.exec(location.hash)
    if (!match) return false
    this.#code = match[1]!
    history.replaceState(history.state, '', location.pathname + location.search)
    return true
  }

  async #connect(): Promise<ApiClient> {
    const stored = await deviceStore.read(this.server)
    const proofKey = stored?.proofKey ?? (await createProofKey())
    const api = new ApiClient({ server: this.server, proofKey, onOffline: (offline) => (this.offline = offline), ...(this.refreshSession ? { refreshSession: this.refreshSession } : {}) })
    api.token = this.#token ?? (this.#code === null ? (stored?.sessionToken ?? null) : null)
    if (!stored) await deviceStore.write(this.server, { proofKey, sessionToken: null })
    this.#api = api
    return api
  }

  /** With a token: go on. With a link: wait for the tap; a scanner that only opens the page uses nothing up. */
  async #begin(): Promise<void> {
    if (!this.server) return
    const api = await this.#connect()
    if (api.token !== null) await this.#load()
    else this.#choose()
  }

  async #open(): Promise<void> {
    const api = this.#api ?? (await this.#connect())
    await this.#act(async () => {
      const { sessionToken, serverTime } = await api.call(sessionRoutes.exchangeLink, { body: { code: this.#code! } })
      api.token = sessionToken
      api.learnTime(serverTime)
      const stored = await deviceStore.read(this.server)
      await deviceStore.write(this.server, { proofKey: stored!.proofKey, sessionToken })
      this.#code = null
      this.#greeted = true
    })
    if (api.token !== null) await this.#load()
  }

  async #load(): Promise<void> {
    await this.#act(async () => {
      await this.#refresh()
      if (this.#view?.outcome === null || this.#view?.outcome === 'signed') await this.#openDocuments()
    }, () => void this.#load())
  }

  async #openDocuments(): Promise<void> {
    const { openDocument } = await import('../signing/index.js')
    const view = this.#view!
    this.#documents = []
    for (const document of view.documents) {
      const bytes = await this.#api!.call(sessionRoutes.downloadDocument, { parameters: { documentId: document.id } })
      this.#documents.push(await openDocument({ view: document, bytes }))
    }
    this.#choose()
    // The later screens come while the first are looked at.
    void import('../steps/later.js').catch(() => undefined)
    this.dispatchEvent(new ContractReadyEvent({ contractId: view.contract.id }))
  }

  async #refresh(): Promise<void> {
    this.#view = await this.#api!.call(sessionRoutes.viewSession)
    this.#api!.learnTime(this.#view.serverTime)
    if (this.#view.outcome !== null) await this.#forget()
    this.#choose()
  }

  /** After the end nothing is kept: no key, no drawing, and the token only as long as the receipt is on screen. */
  async #forget(): Promise<void> {
    this.#drop()
    await deviceStore.clear(this.server)
  }

  /** Ends the attempt with its key. */
  #drop(): void {
    this.#signing.attempt?.destroy()
    Object.assign(this.#signing, { attempt: null, willing: false, appearance: null })
  }

  /** Runs an act; what goes wrong becomes a screen. */
  async #act(work: () => Promise<void>, retry: (() => void) | null = null): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    try {
      await work()
      return true
    } catch (error) {
      await this.#fail(error, retry)
      return false
    } finally {
      this.busy = false
      this.#choose()
    }
  }

  #waiting: Promise<unknown> = Promise.resolve()

  #enqueue(work: () => Promise<void>): Promise<boolean> {
    const result = this.#waiting.then(async () => {
      try {
        await work()
        return true
      } catch (error) {
        await this.#fail(error, null)
        return false
      } finally {
        this.#choose()
      }
    })
    this.#waiting = result
    return result
  }

  async #fail(error: unknown, retry: (() => void) | null): Promise<void> {
    const { name, code = 'internal', details = {} } = error as { name?: string; code?: string; details?: Record<string, string> }
    if (name === 'Refusal') {
      // The key of this attempt has met a document that does not match: it must never sign anything.
      this.#signing.attempt?.destroy()
      this.#refusal = { code, details }
      this.dispatchEvent(new ContractErrorEvent({ code, retryable: false }))
      return
    }
    // A fault of our own: the page's error reporting gets to see it.
    if (!(error instanceof ApiProblem)) reportError(error)
    const retryable = error instanceof ApiProblem ? error.retryable : true
    this.dispatchEvent(new ContractErrorEvent({ code, retryable }))
    // Another tab, or a day went by: a new key and a new code. Where another tab has taken over, the person decides whether to take it back.
    if (['certificate-lapsed', 'willingness-missing', 'attempt-superseded'].includes(code)) this.#drop()
    if (['certificate-lapsed', 'willingness-missing', 'identity-locked', 'code-locked', 'ceremony-over', 'step-out-of-order'].includes(code)) {
      await this.#refresh().catch(() => undefined)
      return
    }
    const dead = ['link-invalid', 'link-expired', 'unauthenticated', 'proof-invalid'].includes(code)
    if (dead) await deviceStore.clear(this.server).catch(() => undefined)
    this.#failure = { code, retry: dead ? null : (retry ?? (() => void this.#act(() => this.#refresh()))) }
  }

  #choose(): void {
    const before = this.screen
    const now = this.#api?.now() ?? Date.now()
    this.screen = screenOf(this.#view, {
      hasSession: this.#api?.token != null,
      documentsOpen: this.#documents.length > 0 || this.#view?.outcome === 'signed',
      refused: this.#refusal !== null,
      failed: this.#failure !== null,
      declining: this.#declining,
      greeted: this.#greeted,
      willing: this.#signing.willing,
      hasAppearance: this.#signing.appearance !== null,
    }, now)
    this.requestUpdate()
    if (before !== this.screen) this.dispatchEvent(new ContractStepEvent({ step: this.screen }))
  }

  get #language(): string {
    return this.lang || this.#view?.language || document.documentElement.lang || navigator.language
  }

  get #text(): Translation {
    return translationFor(this.#language)
  }

  #host(): Host {
    const element = this
    return {
      get view() { return element.#view! },
      get text() { return element.#text },
      get api() { return element.#api! },
      get documents() { return element.#documents },
      get busy() { return element.busy },
      get renderRoot() { return element.renderRoot },
      get updateComplete() { return element.updateComplete },
      signingState: this.#signing,
      requestUpdate: () => element.#choose(),
      refresh: () => element.#refresh(),
      act: (work) => element.#act(work),
      queue: (work) => element.#enqueue(work),
      decline: () => {
        element.#declining = true
        element.#choose()
      },
      emit: (event) => void element.dispatchEvent(event),
    }
  }

  #makeController(): ScreenController | Promise<ScreenController> {
    const host = this.#host()
    const text = this.#text
    const again = (): void => {
      this.#refusal = null
      this.#drop()
      this.#documents = []
      void this.#load()
    }
    const later = <Result>(make: (screens: LaterScreens) => Result): Promise<Result> => import('../steps/later.js').then(make)
    const makers: Record<Screen, () => ScreenController | Promise<ScreenController>> = {
      welcome: () => ({ render: () => this.#renderWelcome() }),
      loading: () => ({ render: () => html`<div class="main">${heading(text.welcome.loading)}</div>` }),
      resume: () => later((screens) => screens.resumeScreen(host, () => { this.#greeted = true; this.#choose() })),
      identity: () => identityScreen(host),
      consents: () => consentsScreen(host),
      'cost-table': () => later((screens) => screens.costTableScreen(host)),
      reading: () => later((screens) => screens.readingScreen(host)),
      willingness: () => later((screens) => screens.willingnessScreen(host)),
      signature: () => later((screens) => screens.signatureScreen(host)),
      signing: () => later((screens) => screens.signingScreen(host)),
      receipt: () => later((screens) => screens.receiptScreen(host)),
      locked: () => later((screens) => screens.lockedScreen(host)),
      refused: () => later((screens) => screens.refusedScreen({ text, facts: this.#refusal!, hotline: this.#view?.lender.hotline, onAgain: again })),
      failed: () => {
        const { code, retry } = this.#failure!
        return failedScreen({ text, code, onAgain: retry && (() => { this.#failure = null; retry() }) })
      },
      declining: () => later((screens) => screens.decliningScreen(host, () => { this.#declining = false; this.#choose() })),
      declined: () => endedScreen(text.declined),
      expired: () => endedScreen({ title: text.over.expired, text: text.over.text }),
      voided: () => endedScreen({ title: text.over.voided, text: text.over.text }),
    }
    return makers[this.screen]()
  }

  protected override willUpdate(): void {
    void loadTranslation(this.#language)?.then(() => {
      // Screens hold on to their words: they are made anew in the language that came.
      this.#controllerScreen = null
      this.requestUpdate()
    })
    if (this.#controllerScreen === this.screen && this.#controller) return
    this.#controller?.hidden?.()
    const screen = this.screen
    this.#controllerScreen = screen
    const made = this.#makeController()
    if (made instanceof Promise) {
      this.#controller = { render: () => html`<div class="main">${heading(this.#text.welcome.wait)}</div>` }
      made.then(
        (controller) => {
          if (this.#controllerScreen === screen) this.#take(controller)
        },
        () => {
          this.#failure = { code: 'offline', retry: () => this.#choose() }
          this.#choose()
        },
      )
    } else this.#take(made)
  }

  #take(controller: ScreenController): void {
    this.#controller = controller
    this.#fresh = true
    this.requestUpdate()
  }

  #fresh = false

  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    if (!this.#fresh) return
    this.#fresh = false
    this.#controller?.shown?.()
    // Screen readers and keyboards begin at the top of what is new; the first screen of a page takes no focus.
    if (this.screen !== 'welcome' && this.screen !== 'loading') this.renderRoot.querySelector<HTMLElement>('[data-heading]')?.focus({ preventScroll: true })
    this.scrollIntoView?.({ block: 'nearest' })
  }

  #renderWelcome(): TemplateResult {
    const text = this.#text.welcome
    if (this.#code === null) return html`<div class="main">${heading(text.title)}<p>${text.none}</p></div>`
    return html`<div class="main">${heading(text.title)}<p>${text.text}</p></div>
      <footer>${primary({ label: this.busy ? text.opening : text.open, onPress: () => void this.#open() })}</footer>`
  }

  #renderMenu(): TemplateResult {
    const text = this.#text
    const hotline = this.#view?.lender.hotline
    const size = (value: string | null): void => {
      if (value === null) this.removeAttribute('data-size')
      else this.setAttribute('data-size', value)
    }
    const canDecline = this.#view?.outcome === null && this.#documents.length > 0
    return html`<div class="menu" role="dialog" aria-modal="true" aria-label=${text.menu.title} @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#closeMenu()}>
      <div>
        <h2>${text.menu.title}</h2>
        ${hotline ? html`<a class="button go" href="tel:${hotline}">${icon('phone')}${text.menu.call(hotline)}</a>` : nothing}
        <slot name="help"></slot>
        <div class="switch" role="group" aria-label=${text.menu.size}><button type="button" aria-pressed=${this.dataset.size !== 'elder'} @click=${() => size(null)}>${text.menu.size} · ${text.menu.normal}</button><button type="button" aria-pressed=${this.dataset.size === 'elder'} @click=${() => size('elder')}>${text.menu.large}</button></div>
        ${canDecline ? html`<button class="button plain" type="button" @click=${() => { this.menuOpen = false; this.#declining = true; this.#choose() }}>${text.menu.decline}</button>` : nothing}
        <button class="button" type="button" data-close @click=${() => this.#closeMenu()}>${text.close}</button>
      </div></div>`
  }

  #closeMenu(): void {
    this.menuOpen = false
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.help')?.focus())
  }

  protected override render(): TemplateResult {
    const text = this.#text
    const number = stepNumber(this.screen)
    const view = this.#view
    const name = this.screen === 'receipt' ? text.steps.done : (text.steps[this.screen as keyof typeof text.steps] ?? '')
    const bars = ['identity', 'consents', 'cost-table', 'reading', 'willingness', 'signing'] as const
    return html`
      <slot name="header"><header>
        <div class="grow"><div class="who s">${view?.lender.shortName ?? nothing}</div><div class="xs soft">${view?.contract.title ?? nothing}</div></div>
        <button class="help" type="button" aria-haspopup="dialog" @click=${() => { this.menuOpen = true; void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[data-close]')?.focus()) }}>${icon('help')}<span>${text.help}</span></button>
      </header></slot>
      ${view?.environment === 'development' ? html`<div class="test xs">${text.testMark}</div>` : nothing}
      ${number > 0
        ? html`<div class="progress"><div class="row xs now"><b class="grow">${name}</b><span class="soft num">${text.step(number)}</span></div>
            <div class="names">${bars.map((step, index) => html`<span aria-current=${index + 1 === number ? 'step' : nothing}>${text.steps[step]}</span>`)}</div>
            <div class="bars" aria-hidden="true">${bars.map((_, index) => html`<i data-state=${index + 1 < number || this.screen === 'receipt' ? 'done' : index + 1 === number ? 'now' : 'next'}></i>`)}</div></div>`
        : nothing}
      ${this.offline ? html`<div class="bar" role="status">${icon('offline')}<span><b>${text.offline.bar}</b><br><span class="s">${text.offline.text}</span></span></div>` : nothing}
      ${this.#controller?.render() ?? nothing}
      ${this.menuOpen ? this.#renderMenu() : nothing}`
  }
}
