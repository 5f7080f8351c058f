/** The server counts a page as shown long enough. */
export class ContractPageReadEvent extends Event {
  readonly documentId: string
  readonly page: number

  constructor(facts: { readonly documentId: string; readonly page: number }) {
    super('contract-page-read', { bubbles: true, composed: true })
    this.documentId = facts.documentId
    this.page = facts.page
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-page-read': ContractPageReadEvent
  }
}
