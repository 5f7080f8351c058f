/** Something stopped the signing. `code` is stable; `retryable` says whether the same try may succeed later. */
export class ContractErrorEvent extends Event {
  readonly code: string
  readonly retryable: boolean

  constructor(facts: { readonly code: string; readonly retryable: boolean }) {
    super('contract-error', { bubbles: true, composed: true })
    this.code = facts.code
    this.retryable = facts.retryable
  }
}

declare global {
  interface HTMLElementEventMap {
    'contract-error': ContractErrorEvent
  }
}
