import type { sessionEndpoints } from '@loansign/protocol/session'
import { fromBase64url } from '@loansign/signature'
import { exchangeLink } from '../ceremony/access/exchangeLink.js'
import { decideConsents } from '../ceremony/consents/decideConsents.js'
import { declineContract } from '../ceremony/declineContract.js'
import { downloadRevision, downloadSignedRevision } from '../ceremony/downloadRevision.js'
import { closePage } from '../ceremony/reading/closePage.js'
import { completeReading } from '../ceremony/reading/completeReading.js'
import { confirmCostTable, openCostTable, pauseCostTable } from '../ceremony/reading/costTable.js'
import { noteClause } from '../ceremony/reading/noteClause.js'
import { openPage } from '../ceremony/reading/openPage.js'
import { requestCall } from '../ceremony/requestCall.js'
import { verifyIdentity } from '../ceremony/verifyIdentity.js'
import { viewSession } from '../ceremony/viewSession.js'
import { LoanSigningError } from '../errors.js'
import { certifyKey } from '../signing/attempt/certifyKey.js'
import { registerKey } from '../signing/attempt/registerKey.js'
import { startSigning } from '../signing/attempt/startSigning.js'
import { confirmCode } from '../signing/code/confirmCode.js'
import { sendCode } from '../signing/code/sendCode.js'
import { finishSigning } from '../signing/signature/finishSigning.js'
import { prepareSigning } from '../signing/signature/prepareSigning.js'
import type { Caller } from './authenticate.js'
import { sessionOf, type Handlers } from './handler.js'

const signerOf = (caller: Caller): string => sessionOf(caller).signerId

/** What the element speaks. */
export const sessionHandlers: Handlers<typeof sessionEndpoints> = {
  async exchangeLink({ context, caller, body }) {
    if (caller.principal !== 'link') throw new LoanSigningError('unauthenticated')
    const { sessionToken, expiresAt } = await exchangeLink(context, { code: body.code, thumbprint: caller.thumbprint })
    return { sessionToken, expiresAt: expiresAt.toISOString(), serverTime: context.now().toISOString() }
  },
  viewSession: ({ context, caller }) => viewSession(context, sessionOf(caller)),
  downloadDocument: ({ context, caller, parameters }) => downloadRevision(context, signerOf(caller), parameters.documentId!),
  downloadSigned: ({ context, caller, parameters }) => downloadSignedRevision(context, signerOf(caller), parameters.documentId!),
  verifyIdentity: ({ context, caller, body }) => verifyIdentity(context, signerOf(caller), body),
  decideConsents: ({ context, caller, body }) => decideConsents(context, signerOf(caller), body.decisions),
  openCostTable: ({ context, caller }) => openCostTable(context, signerOf(caller)),
  pauseCostTable: ({ context, caller }) => pauseCostTable(context, signerOf(caller)),
  confirmCostTable: ({ context, caller, body }) => confirmCostTable(context, signerOf(caller), body.clientReported),
  openPage: ({ context, caller, body }) => openPage(context, signerOf(caller), body),
  closePage: ({ context, caller, body: { clientReported, ...reference } }) =>
    closePage(context, signerOf(caller), { ...reference, ...clientReported }),
  noteClause: ({ context, caller, body }) => noteClause(context, signerOf(caller), body),
  completeReading: ({ context, caller }) => completeReading(context, signerOf(caller)),
  startSigning: ({ context, caller }) => startSigning(context, signerOf(caller)),
  registerKey: ({ context, caller, body }) =>
    registerKey(context, {
      signerId: signerOf(caller),
      attemptId: body.attemptId,
      spki: fromBase64url(body.spki),
      proof: fromBase64url(body.proof),
    }),
  sendCode: ({ context, caller, body }) => sendCode(context, { signerId: signerOf(caller), ...body }),
  confirmCode: ({ context, caller, body }) => confirmCode(context, { signerId: signerOf(caller), ...body }),
  certifyKey: ({ context, caller, body }) =>
    certifyKey(context, {
      signerId: signerOf(caller),
      attemptId: body.attemptId,
      certificateRequest: fromBase64url(body.certificateRequest),
    }),
  prepareSigning: ({ context, caller, body }) => prepareSigning(context, { signerId: signerOf(caller), ...body }),
  finishSigning: ({ context, caller, body }) =>
    finishSigning(context, {
      signerId: signerOf(caller),
      attemptId: body.attemptId,
      signatures: body.signatures.map(({ documentId, signedAttributes, signature }) => ({
        documentId,
        signedAttributes: fromBase64url(signedAttributes),
        signature: fromBase64url(signature),
      })),
    }),
  decline: ({ context, caller, body }) => declineContract(context, signerOf(caller), body),
  requestCall: ({ context, caller, body }) => requestCall(context, signerOf(caller), body),
}
