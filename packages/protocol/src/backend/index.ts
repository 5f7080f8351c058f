export { backendEndpoints, type BackendEndpoints } from './endpoints.js'
export { loanTerms, party, product, signerRoles } from './loanTerms.js'
