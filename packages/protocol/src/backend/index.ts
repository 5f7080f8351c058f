export { backendEndpoints, type BackendEndpoints } from './endpoints.js'
export { loanTerms, party, product } from './loanTerms.js'
