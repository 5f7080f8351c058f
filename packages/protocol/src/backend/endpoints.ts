import { approveApplication, rejectApplication, submitApplication } from './applications.js'
import { countersignContract, createContract, createSession, downloadContract, sendContract, viewContract, viewEvidence, voidContract } from './contracts.js'
import { cancelDrawdown, drawCredit, resumeLine, suspendLine, viewLine } from './lines.js'
import { disburseLoan, recordRepayment, viewLoan } from './loans.js'

/** What banks' servers speak; never in the element's bundle. */
export const backendEndpoints = {
  submitApplication,
  approveApplication,
  rejectApplication,
  createContract,
  viewContract,
  sendContract,
  countersignContract,
  voidContract,
  downloadContract,
  viewEvidence,
  createSession,
  viewLoan,
  disburseLoan,
  recordRepayment,
  viewLine,
  drawCredit,
  cancelDrawdown,
  suspendLine,
  resumeLine,
} as const
export type BackendEndpoints = typeof backendEndpoints
