export { sessionEndpoints, type SessionEndpoints } from './endpoints.js'
export { sessionView, stepNames, type SessionView, type StepName } from './view.js'
export { signedPromise, signedReceipt, type SignedReceipt } from './receipt.js'
export { appearance, preparedSignature, type SignerAppearance } from './signing.js'
