import { decline, downloadDocument, downloadSigned, exchangeLink, requestCall } from './access.js'
import { closePage, completeReading, confirmCostTable, decideConsents, noteClause, openCostTable, openPage, pauseCostTable, verifyIdentity } from './ceremony.js'
import { certifyKey, confirmCode, finishSigning, prepareSigning, registerKey, sendCode, startSigning } from './signing.js'
import { viewSession } from './view.js'

/** Everything the element speaks, in the order of the journey. */
export const sessionEndpoints = {
  exchangeLink,
  viewSession,
  downloadDocument,
  verifyIdentity,
  decideConsents,
  openCostTable,
  pauseCostTable,
  confirmCostTable,
  openPage,
  closePage,
  noteClause,
  completeReading,
  startSigning,
  registerKey,
  sendCode,
  confirmCode,
  certifyKey,
  prepareSigning,
  finishSigning,
  downloadSigned,
  decline,
  requestCall,
} as const
export type SessionEndpoints = typeof sessionEndpoints
