import type { SessionView } from '@loansign/protocol/session'
import type { OpenedDocument } from '../signing/openDocument.js'
import { PdfPages } from './pdfPages.js'

export interface DocumentPagesOptions {
  /** Bytes that were checked. */
  readonly documents: readonly OpenedDocument[]
  readonly reading: SessionView['reading']
}

/** The pages of every document of a ceremony, each opened once, when somebody wants it. */
export class DocumentPages {
  readonly #options: DocumentPagesOptions
  readonly #opened = new Map<string, Promise<PdfPages>>()

  constructor(options: DocumentPagesOptions) {
    this.#options = options
  }

  /** Starts the worker, so that it is there when the first document is. */
  static warm(): void {
    PdfPages.warm()
  }

  /** The pages of a document; of the one that is read next unless named. */
  of(documentId?: string): Promise<PdfPages> {
    const { documents, reading } = this.#options
    const isNext = ({ id }: { readonly id: string }): boolean => id === (documentId ?? next?.documentId)
    const next = reading.pages.find((page) => !page.read && (documentId === undefined || page.documentId === documentId))
    const { id, bytes } = documents.find(isNext) ?? documents[0]!
    const known = this.#opened.get(id)
    if (known) return known
    const opening = PdfPages.open(bytes, { first: next?.page ?? 1 })
    this.#opened.set(id, opening)
    // What could not be opened is tried again the next time.
    opening.catch(() => this.#opened.delete(id))
    return opening
  }

  close(): void {
    for (const opening of this.#opened.values()) void opening.then((pages) => pages.close(), () => undefined)
    this.#opened.clear()
  }
}
