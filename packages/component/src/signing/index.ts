/** The lazy chunk: everything that touches PDFs, certificates and keys. */
export { checkView } from './checkView.js'
export { openDocument, type ContractFacts, type KeyClause, type OpenedDocument } from './openDocument.js'
export { Refusal, type RefusalCode } from './refusal.js'
export { SigningAttempt, type CheckedPreparation } from './signingAttempt.js'
export { verifyPromise } from './verifyPromise.js'
