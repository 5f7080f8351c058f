import type { SessionView } from '@loansign/protocol/session'
import type { DocumentPages } from '../reading/documentPages.js'
import type { PdfPages } from '../reading/pdfPages.js'
import type { OpenedDocument } from '../signing/openDocument.js'

/** The pages of the documents that were checked. What draws them is loaded when somebody wants a page. */
export class LazyPages {
  #documents: readonly OpenedDocument[] | null = null
  #pages: Promise<DocumentPages> | null = null

  /** Closes the pages of other documents; whether these are others. */
  take(documents: readonly OpenedDocument[] | null): boolean {
    if (documents === this.#documents) return false
    this.close()
    this.#documents = documents
    return true
  }

  /** The pages of a document; of the one that is read next unless named. */
  async of(reading: SessionView['reading'], documentId?: string): Promise<PdfPages> {
    const documents = this.#documents
    if (!documents?.length) throw new TypeError('no document has been checked')
    this.#pages ??= import('../reading/documentPages.js').then(({ DocumentPages }) => new DocumentPages({ documents, reading }))
    // A chunk that did not arrive is asked for again the next time.
    this.#pages.catch(() => (this.#pages = null))
    return (await this.#pages).of(documentId)
  }

  close(): void {
    void this.#pages?.then((pages) => pages.close(), () => undefined)
    this.#pages = null
    this.#documents = null
  }
}
