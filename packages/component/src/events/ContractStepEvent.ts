/** Another step came on screen. */
export class ContractStepEvent extends Event {
  readonly step: string

  constructor(facts: { readonly step: string }) {
    super('contract-step', { bubbles: true, composed: true })
    this.step = facts.step
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-step': ContractStepEvent
  }
}
