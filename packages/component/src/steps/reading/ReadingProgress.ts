import { sessionRoutes } from '@loansign/protocol/routes'
import type { SessionView } from '@loansign/protocol/session'
import { ContractPageReadEvent } from '../../events/ContractPageReadEvent.js'
import type { Host } from '../../signer/host.js'
import { ServerClock } from '../serverClock.js'

export type ReadingView = 'page' | 'text'

/** What the server is told of the reading of one document, and what it says is left. No drawing. */
export class ReadingProgress {
  readonly pages: number
  readonly documentId: string
  readonly clock: ServerClock
  readonly read: Set<number>
  readonly acknowledged: Set<string>
  readonly explained: Set<string>
  page: number
  view: ReadingView = 'page'
  /** Whether the server knows that this page is on screen; before that nothing can be said about its clauses. */
  isOnScreen = false
  readonly #host: Host
  readonly #clauses: number
  #openedAt = 0
  #isOpen = false
  #ended = false
  #clauseShownAt = 0

  constructor(host: Host, { document, fromStart }: { readonly document: SessionView['documents'][number]; readonly fromStart: boolean }) {
    const isOwn = ({ documentId }: { readonly documentId: string }): boolean => documentId === document.id
    const reading = { pages: host.view.reading.pages.filter(isOwn), clauses: host.view.reading.clauses.filter(isOwn) }
    this.#host = host
    this.#clauses = reading.clauses.length
    this.documentId = document.id
    this.pages = document.pages
    this.read = new Set(reading.pages.filter(({ read }) => read).map(({ page }) => page))
    this.acknowledged = new Set(reading.clauses.filter(({ acknowledged }) => acknowledged).map(({ clauseId }) => clauseId))
    this.explained = new Set(reading.clauses.filter(({ explained }) => explained).map(({ clauseId }) => clauseId))
    this.page = fromStart ? 1 : this.furthest
    this.clock = new ServerClock(reading.pages[0]!.minimumSeconds, () => this.#tick())
  }

  /** The last page that may be opened. */
  get furthest(): number {
    return Math.min(this.read.size + 1, this.pages)
  }

  /** Every page shown long enough, every key clause acknowledged. */
  get isComplete(): boolean {
    return this.read.size === this.pages && this.acknowledged.size === this.#clauses
  }

  get isRead(): boolean {
    return this.read.has(this.page)
  }

  #tick(): void {
    if (this.clock.remaining <= 0 && !this.isRead) void this.close()
    this.#host.requestUpdate()
  }

  /** The page is on screen: the server's clock runs. */
  open(): Promise<boolean> {
    const { page } = this
    return this.#host.queue(async () => {
      if (page === this.page && !this.#ended) await this.#openNow()
    })
  }

  async #openNow(): Promise<void> {
    const { documentId, page, view } = this
    const answer = await this.#host.api.call(sessionRoutes.openPage, { body: { documentId, page, view } })
    this.#openedAt = performance.now()
    this.#isOpen = true
    if (page === this.page) this.isOnScreen = true
    if (answer.read) {
      this.read.add(page)
      this.clock.stop(0)
    } else if (page === this.page) this.clock.run(answer.remainingSeconds)
  }

  /** The page went out of sight, or its time is up. */
  close(): Promise<boolean> {
    this.clock.stop()
    return this.#host.queue(async () => {
      if (!this.#isOpen) return
      const { documentId, page } = this
      const answer = await this.#host.api.call(sessionRoutes.closePage, { body: this.#closing() })
      this.#isOpen = false
      this.clock.stop(answer.remainingSeconds)
      if (answer.read) {
        this.read.add(page)
        this.#host.emit(new ContractPageReadEvent({ documentId, page }))
      } else if (!this.#ended && document.visibilityState === 'visible') await this.#openNow()
    })
  }

  #closing(): { documentId: string; page: number; clientReported: { visibleMilliseconds: number } } {
    return { documentId: this.documentId, page: this.page, clientReported: { visibleMilliseconds: Math.max(0, Math.round(performance.now() - this.#openedAt)) } }
  }

  turnTo(page: number): void {
    this.clock.stop(this.clock.whole)
    this.#isOpen = false
    this.isOnScreen = false
    this.page = page
  }

  noteShown(clauseId: string): Promise<boolean> {
    return this.#host.queue(async () => {
      await this.#note(clauseId, 'shown')
      this.#clauseShownAt = performance.now()
    })
  }

  noteExplained(clauseId: string): Promise<boolean> {
    return this.#host.queue(async () => {
      await this.#longEnough()
      await this.#note(clauseId, 'explained')
      this.explained.add(clauseId)
    })
  }

  noteAcknowledged(clauseId: string): Promise<boolean> {
    return this.#host.queue(async () => {
      await this.#longEnough()
      await this.#note(clauseId, 'acknowledged')
      this.acknowledged.add(clauseId)
    })
  }

  async #note(clauseId: string, happened: 'shown' | 'explained' | 'acknowledged'): Promise<void> {
    await this.#host.api.call(sessionRoutes.noteClause, { body: { documentId: this.documentId, clauseId, happened, view: this.view } })
  }

  /** The server wants a clause on screen for a second at least before anything more is said about it. */
  #longEnough(): Promise<void> {
    return new Promise((done) => setTimeout(done, Math.max(0, this.#clauseShownAt + 1100 - performance.now())))
  }

  complete(): Promise<boolean> {
    return this.#host.queue(async () => {
      await this.#host.api.call(sessionRoutes.completeReading)
      await this.#host.refresh()
    })
  }

  /** The document is on screen again, at a page of it. */
  begin(page = this.page): void {
    this.#ended = false
    this.turnTo(page)
  }

  /** The screen is left: a page that is still open does not go on counting. */
  end(): void {
    this.#ended = true
    this.clock.stop()
    if (this.#isOpen && !this.isRead) void this.#host.api.call(sessionRoutes.closePage, { body: this.#closing() }).catch(() => undefined)
  }
}
