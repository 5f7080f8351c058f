import { LoanContractVerifier } from './LoanContractVerifier.js'

export { ContractVerifiedEvent } from './ContractVerifiedEvent.js'
export { LoanContractVerifier }

if (!customElements.get('loan-contract-verifier')) customElements.define('loan-contract-verifier', LoanContractVerifier)

declare global {
  interface HTMLElementTagNameMap {
    'loan-contract-verifier': LoanContractVerifier
  }
}
