import { LoanContractSigner } from './signer/LoanContractSigner.js'

export { ContractDeclinedEvent } from './events/ContractDeclinedEvent.js'
export { ContractErrorEvent } from './events/ContractErrorEvent.js'
export { ContractPageReadEvent } from './events/ContractPageReadEvent.js'
export { ContractReadyEvent } from './events/ContractReadyEvent.js'
export { ContractSignedEvent } from './events/ContractSignedEvent.js'
export { ContractStepEvent } from './events/ContractStepEvent.js'
export { LoanContractSigner }

if (!customElements.get('loan-contract-signer')) customElements.define('loan-contract-signer', LoanContractSigner)

declare global {
  interface HTMLElementTagNameMap {
    'loan-contract-signer': LoanContractSigner
  }
}
