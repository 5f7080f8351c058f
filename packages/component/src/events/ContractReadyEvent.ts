/** The session is open and the documents are the ones that were frozen. */
export class ContractReadyEvent extends Event {
  readonly contractId: string

  constructor(facts: { readonly contractId: string }) {
    super('contract-ready', { bubbles: true, composed: true })
    this.contractId = facts.contractId
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-ready': ContractReadyEvent
  }
}
