import type { SignedReceipt } from '@loansign/protocol/session'

/** The signature stands. A hint for the page; the webhook is the record. */
export class ContractSignedEvent extends Event {
  readonly receipt: SignedReceipt

  constructor(facts: { readonly receipt: SignedReceipt }) {
    super('contract-signed', { bubbles: true, composed: true })
    this.receipt = facts.receipt
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-signed': ContractSignedEvent
  }
}
