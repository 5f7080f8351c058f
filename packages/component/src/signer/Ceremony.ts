import { sessionRoutes } from '@loansign/protocol/routes'
import type { SessionView } from '@loansign/protocol/session'
import { ContractErrorEvent } from '../events/ContractErrorEvent.js'
import { ContractReadyEvent } from '../events/ContractReadyEvent.js'
import { ContractStepEvent } from '../events/ContractStepEvent.js'
import type { OpenedDocument } from '../signing/openDocument.js'
import { ApiProblem, type ApiClient } from '../transport/apiClient.js'
import type { SigningState } from './host.js'
import { screenOf, type Screen } from './machine.js'

/** What a device remembers of a session. */
export interface DeviceMemory {
  /** Digests of the documents as they were seen here before, by document; empty on a device that is new to them. */
  readonly seen: Readonly<Record<string, string>>
  keep(facts: { readonly sessionToken: string | null; readonly seen: Readonly<Record<string, string>> }): Promise<void>
  clear(): Promise<void>
}

/** What is checked before anything is shown; it comes lazily, with everything else that touches PDFs and digests. */
export interface Checks {
  /** @throws Refusal */
  checkView(options: { readonly view: SessionView; readonly opened: readonly OpenedDocument[]; readonly seen: Readonly<Record<string, string>> }): Promise<void>
  /** @throws Refusal */
  openDocument(options: { readonly view: SessionView['documents'][number]; readonly bytes: Uint8Array }): Promise<OpenedDocument>
}

export interface CeremonyOptions {
  readonly api: ApiClient
  readonly device: DeviceMemory
  readonly checks: () => Promise<Checks>
  /** Called when the contract is the very next thing to be read: what draws it may come while it is downloaded and checked. */
  readonly onReadingNext: () => void
  /** Called after every change, to draw again. */
  readonly onChange: () => void
  readonly emit: (event: Event) => void
  /** Told of faults of our own. */
  readonly report: (error: unknown) => void
}

export interface RefusalFacts {
  readonly code: string
  readonly details: Readonly<Record<string, string>>
}

export interface Failure {
  readonly code: string
  /** Missing when trying again cannot help. */
  readonly retry: (() => void) | null
}

/**
 * One signer's ceremony as this browser sees it: what the server said, what was checked, what went wrong, and the screen that follows.
 * It has no DOM; the element draws it.
 */
export class Ceremony {
  view: SessionView | null = null
  documents: readonly OpenedDocument[] = []
  refusal: RefusalFacts | null = null
  failure: Failure | null = null
  busy = false
  /** Whether the person wants to read from the first page again. */
  fromStart = false
  readonly signing: SigningState = { attempt: null, willing: false, appearance: null }
  readonly #options: CeremonyOptions
  #declining = false
  #greeted = false
  #screen: Screen = 'welcome'
  #waiting: Promise<unknown> = Promise.resolve()

  constructor(options: CeremonyOptions) {
    this.#options = options
  }

  get api(): ApiClient {
    return this.#options.api
  }

  get device(): DeviceMemory {
    return this.#options.device
  }

  get screen(): Screen {
    return this.#screen
  }

  /** Exchanges the code of a link, after the tap. */
  async exchange(code: string): Promise<void> {
    const exchanged = await this.act(async () => {
      const { sessionToken, serverTime } = await this.api.call(sessionRoutes.exchangeLink, { body: { code } })
      this.api.token = sessionToken
      this.api.learnTime(serverTime)
      await this.device.keep({ sessionToken, seen: {} })
      this.#greeted = true
    })
    if (exchanged) await this.load()
  }

  /** Asks where the ceremony stands and gets its documents. */
  async load(): Promise<void> {
    await this.act(async () => {
      await this.refresh()
      if (this.view?.outcome === null || this.view?.outcome === 'signed') await this.#openDocuments()
    }, () => void this.load())
  }

  async #openDocuments(): Promise<void> {
    const view = this.view!
    if (view.outcome === null && view.steps.find(({ done }) => !done)?.step === 'reading') this.#options.onReadingNext()
    const { openDocument } = await this.#options.checks()
    const open = async (document: SessionView['documents'][number]): Promise<OpenedDocument> => {
      const bytes = await this.api.call(sessionRoutes.downloadDocument, { parameters: { documentId: document.id } })
      return openDocument({ view: document, bytes })
    }
    this.documents = await Promise.all(view.documents.map(open))
    if (view.outcome === null) await this.device.keep({ sessionToken: this.api.token, seen: Object.fromEntries(view.documents.map(({ id, sha256 }) => [id, sha256])) })
    this.changed()
    this.#options.emit(new ContractReadyEvent({ contractId: view.contract.id }))
  }

  /** Asks the server where the ceremony stands. What is asked of the person is checked before it is shown. */
  async refresh(): Promise<void> {
    const view = await this.api.call(sessionRoutes.viewSession)
    this.api.learnTime(view.serverTime)
    if (view.outcome === null) {
      const { checkView } = await this.#options.checks()
      await checkView({ view, opened: this.documents, seen: this.device.seen })
    }
    this.view = view
    if (view.outcome !== null) await this.#forget()
    this.changed()
  }

  /** After the end nothing is kept: no key, no drawing, and the token only as long as the receipt is on screen. */
  async #forget(): Promise<void> {
    this.#dropAttempt()
    await this.device.clear()
  }

  #dropAttempt(): void {
    this.signing.attempt?.destroy()
    Object.assign(this.signing, { attempt: null, willing: false, appearance: null })
  }

  /** Runs what a person pressed; pressed again meanwhile it is not run twice. True when it went through. */
  async act(work: () => Promise<void>, retry: (() => void) | null = null): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.changed()
    try {
      await work()
      return true
    } catch (error) {
      await this.#fail(error, retry)
      return false
    } finally {
      this.busy = false
      this.changed()
    }
  }

  /** Runs what nobody pressed, such as the end of a page's time, after whatever is under way. */
  queue(work: () => Promise<void>): Promise<boolean> {
    const result = this.#waiting.then(async () => {
      try {
        await work()
        return true
      } catch (error) {
        await this.#fail(error, null)
        return false
      } finally {
        this.changed()
      }
    })
    this.#waiting = result
    return result
  }

  async #fail(error: unknown, retry: (() => void) | null): Promise<void> {
    const { name, code = 'internal', details = {} } = error as { name?: string; code?: string; details?: Record<string, string> }
    if (name === 'Stopped') return
    if (name === 'Refusal') {
      // The key of this attempt has met a document that does not match: it must never sign anything.
      this.#dropAttempt()
      this.refusal = { code, details }
      this.#options.emit(new ContractErrorEvent({ code, retryable: false }))
      return
    }
    if (!(error instanceof ApiProblem)) this.#options.report(error)
    const retryable = error instanceof ApiProblem ? error.retryable : true
    this.#options.emit(new ContractErrorEvent({ code, retryable }))
    // A day went by, or another tab: a new key and a new code. Where another tab has taken over, the person decides whether to take it back.
    if (['certificate-lapsed', 'willingness-missing', 'attempt-superseded'].includes(code)) this.#dropAttempt()
    if (['certificate-lapsed', 'willingness-missing', 'identity-locked', 'code-locked', 'ceremony-over', 'step-out-of-order'].includes(code)) {
      await this.refresh().catch(() => undefined)
      return
    }
    const dead = ['link-invalid', 'link-expired', 'unauthenticated', 'proof-invalid'].includes(code)
    if (dead) await this.device.clear().catch(() => undefined)
    this.failure = { code, retry: dead ? null : (retry ?? (() => void this.act(() => this.refresh()))) }
  }

  fail(failure: Failure): void {
    this.failure = failure
    this.changed()
  }

  /** Tries again what failed. */
  retry(): void {
    const again = this.failure?.retry
    this.failure = null
    again?.()
    this.changed()
  }

  /** After a refusal: everything is fetched and checked anew. */
  again(): void {
    this.refusal = null
    this.#dropAttempt()
    this.documents = []
    void this.load()
  }

  /** The person was welcomed back. */
  greet({ fromStart = false }: { readonly fromStart?: boolean } = {}): void {
    this.#greeted = true
    this.fromStart = fromStart
    this.changed()
  }

  decline(declining = true): void {
    this.#declining = declining
    this.changed()
  }

  get canDecline(): boolean {
    return this.view?.outcome === null && this.documents.length > 0
  }

  /** Works out the screen anew. */
  changed(): void {
    const before = this.#screen
    this.#screen = screenOf(this.view, {
      hasSession: this.api.token !== null,
      documentsOpen: this.documents.length > 0 || this.view?.outcome === 'signed',
      refused: this.refusal !== null,
      failed: this.failure !== null,
      declining: this.#declining,
      greeted: this.#greeted,
      willing: this.signing.willing,
      hasAppearance: this.signing.appearance !== null,
    }, this.api.now())
    if (before !== this.#screen) this.#options.emit(new ContractStepEvent({ step: this.#screen }))
    this.#options.onChange()
  }

  /** The element left the page: nothing goes on, and the key is gone. */
  end(): void {
    this.api.stop()
    this.signing.attempt?.destroy()
  }
}
