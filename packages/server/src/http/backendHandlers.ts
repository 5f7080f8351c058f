import type { backendEndpoints } from '@loansign/protocol/backend'
import { decideApplication } from '../applications/decideApplication.js'
import { submitApplication } from '../applications/submitApplication.js'
import { createSession } from '../ceremony/access/createSession.js'
import { createContract } from '../contracts/createContract.js'
import { readContract } from '../contracts/readContract.js'
import { readDocument } from '../contracts/readDocument.js'
import { sendContract } from '../contracts/sendContract.js'
import { voidContract } from '../contracts/voidContract.js'
import { readEvidence } from '../evidence/readEvidence.js'
import { cancelDrawdown } from '../servicing/creditLine/cancelDrawdown.js'
import { drawCredit } from '../servicing/creditLine/drawCredit.js'
import { readCreditLine } from '../servicing/creditLine/readCreditLine.js'
import { resumeCreditLine, suspendCreditLine } from '../servicing/creditLine/suspendCreditLine.js'
import { disburseLoan } from '../servicing/disburseLoan.js'
import { readLoan } from '../servicing/readLoan.js'
import { recordRepayment } from '../servicing/recordRepayment.js'
import { countersign } from '../signing/countersign.js'
import type { Handlers } from './handler.js'

/** What banks' servers speak. */
export const backendHandlers: Handlers<typeof backendEndpoints> = {
  submitApplication: ({ context, body }) => submitApplication(context, body),
  approveApplication: ({ context, parameters, body }) =>
    decideApplication(context, parameters.applicationId!, { event: 'approve', by: body.approvedBy }),
  rejectApplication: ({ context, parameters, body }) =>
    decideApplication(context, parameters.applicationId!, { event: 'reject', by: body.rejectedBy }),
  createContract: ({ context, body }) => createContract(context, body),
  viewContract: ({ context, parameters }) => readContract(context, parameters.contractId!),
  sendContract: ({ context, parameters }) => sendContract(context, parameters.contractId!),
  countersignContract: ({ context, parameters, body }) => countersign(context, parameters.contractId!, body),
  voidContract: ({ context, parameters, body }) => voidContract(context, parameters.contractId!, body),
  downloadContract: ({ context, parameters }) => readDocument(context, parameters.contractId!, parameters.documentId!),
  viewEvidence: ({ context, parameters }) => readEvidence(context.db, parameters.contractId!),
  async createSession({ context, body }) {
    const { sessionToken, expiresAt } = await createSession(context, body)
    return { sessionToken, expiresAt: expiresAt.toISOString() }
  },
  viewLoan: ({ context, parameters }) => readLoan(context, parameters.loanId!),
  disburseLoan: ({ context, parameters, body }) => disburseLoan(context, parameters.loanId!, body),
  recordRepayment: ({ context, parameters, body }) => recordRepayment(context, parameters.loanId!, body),
  viewLine: ({ context, parameters }) => readCreditLine(context, parameters.lineId!),
  drawCredit: ({ context, parameters, body }) => drawCredit(context, parameters.lineId!, body),
  cancelDrawdown: ({ context, parameters, body }) => cancelDrawdown(context, parameters.loanId!, body),
  suspendLine: ({ context, parameters, body }) => suspendCreditLine(context, parameters.lineId!, body),
  resumeLine: ({ context, parameters }) => resumeCreditLine(context, parameters.lineId!),
}
