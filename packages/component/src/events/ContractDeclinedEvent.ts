/** The person does not want to sign. */
export class ContractDeclinedEvent extends Event {
  readonly reason: string | null

  constructor(facts: { readonly reason: string | null }) {
    super('contract-declined', { bubbles: true, composed: true })
    this.reason = facts.reason
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-declined': ContractDeclinedEvent
  }
}
