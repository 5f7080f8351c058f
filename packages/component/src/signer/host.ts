import type { SessionView, SignerAppearance } from '@loansign/protocol/session'
import type { TemplateResult } from 'lit'
import type { Words } from '../locales/index.js'
import type { PdfPages } from '../reading/pdfPages.js'
import type { OpenedDocument } from '../signing/openDocument.js'
import type { SigningAttempt } from '../signing/signingAttempt.js'
import type { ApiClient } from '../transport/apiClient.js'

/** What a screen may use of the element. Screens draw and report; they never decide what comes next. The first ones speak before all words are there. */
export interface Host<Spoken = Words> {
  readonly view: SessionView
  readonly words: Spoken
  readonly api: ApiClient
  readonly documents: readonly OpenedDocument[]
  /** The pages of a document, opened once; only of bytes that were checked. */
  pages(documentId: string): Promise<PdfPages>
  readonly signingState: SigningState
  /** Whether this device had the document before this visit; if so it was the same. */
  seenBefore(documentId: string): boolean
  /** The network is gone, and the element tries again by itself. */
  readonly isOffline: boolean
  /** Redraws. */
  requestUpdate(): void
  /** Asks the server where the ceremony stands and draws that. */
  refresh(): Promise<void>
  /** Runs what a person pressed; pressed again meanwhile it is not run twice. A problem becomes a state. True when it went through. */
  act(work: () => Promise<void>): Promise<boolean>
  /** Runs what nobody pressed, such as the end of a page's time, after whatever is under way. */
  queue(work: () => Promise<void>): Promise<boolean>
  readonly busy: boolean
  /** Asks whether the person does not want to sign; false: goes back. */
  decline(declining?: boolean): void
  /** Opens the help that every screen offers. */
  help(): void
  /** Larger text and targets, or back. */
  toggleSize(): void
  emit(event: Event): void
  readonly renderRoot: ParentNode
  readonly updateComplete: Promise<boolean>
}

/** What is kept of the last two steps between screens; never stored. */
export interface SigningState {
  attempt: SigningAttempt | null
  willing: boolean
  appearance: { readonly form: 'drawn' | 'typed'; readonly value: SignerAppearance } | null
}

/** A screen with its own state, made when it comes up and ended when it leaves. */
export interface ScreenController {
  render(): TemplateResult
  /** Drawn for the first time. */
  shown?(): void
  hidden?(): void
}
