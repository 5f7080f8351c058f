import type { backendEndpoints } from '@loansign/protocol/backend'
import type { sessionEndpoints } from '@loansign/protocol/session'
import { fromBase64url, toBase64url } from '@loansign/signature'
import type { Endpoint, ParsedRequestOf, ResponseOf } from '@loansign/protocol'
import { decideApplication } from '../applications/decideApplication.js'
import { submitApplication } from '../applications/submitApplication.js'
import { completeReading } from '../ceremony/completeReading.js'
import { confirmCostTable, openCostTable, pauseCostTable } from '../ceremony/costTable.js'
import { createSession } from '../ceremony/createSession.js'
import { decideConsents } from '../ceremony/decideConsents.js'
import { declineContract, requestCall } from '../ceremony/declineContract.js'
import { exchangeLink } from '../ceremony/exchangeLink.js'
import { noteClause } from '../ceremony/noteClause.js'
import { closePage, openPage } from '../ceremony/reading.js'
import { readCeremony } from '../ceremony/signerSession.js'
import { verifyIdentity } from '../ceremony/verifyIdentity.js'
import { viewSession } from '../ceremony/viewSession.js'
import type { Context } from '../context.js'
import { createContract } from '../contracts/createContract.js'
import { readContract } from '../contracts/readContract.js'
import { readDocument } from '../contracts/readDocument.js'
import { sendContract } from '../contracts/sendContract.js'
import { voidContract } from '../contracts/voidContract.js'
import { readRevision } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { readEvidence } from '../evidence/readEvidence.js'
import { disburseLoan } from '../servicing/disburseLoan.js'
import { readLoan } from '../servicing/readLoan.js'
import { recordRepayment } from '../servicing/recordRepayment.js'
import { certifyKey } from '../signing/certifyKey.js'
import { confirmCode } from '../signing/confirmCode.js'
import { countersign } from '../signing/countersign.js'
import { finishSigning } from '../signing/finishSigning.js'
import { prepareSigning } from '../signing/prepareSigning.js'
import { registerKey } from '../signing/registerKey.js'
import { sendCode } from '../signing/sendCode.js'
import { startSigning } from '../signing/startSigning.js'
import type { Caller } from './authenticate.js'

/** A request that was authenticated and parsed. */
export interface Call<Row extends Endpoint> {
  readonly context: Context
  readonly caller: Caller
  readonly parameters: Readonly<Record<string, string>>
  readonly body: ParsedRequestOf<Row>
}

export type Handler<Row extends Endpoint> = (call: Call<Row>) => Promise<ResponseOf<Row>>

type Handlers<Table extends Readonly<Record<string, Endpoint>>> = { readonly [Name in keyof Table]: Handler<Table[Name]> }

const signerOf = (caller: Caller): string => {
  if (caller.principal !== 'session') throw new LoanSigningError('unauthenticated')
  return caller.session.signerId
}
const timed = <Clock extends object>(context: Context, clock: Clock): Clock & { serverTime: string } => ({ ...clock, serverTime: context.now().toISOString() })

/** One handler for each row of the element's table. */
export const sessionHandlers: Handlers<typeof sessionEndpoints> = {
  async exchangeLink({ context, caller, body }) {
    if (caller.principal !== 'link') throw new LoanSigningError('unauthenticated')
    const { sessionToken, expiresAt } = await exchangeLink(context, { code: body.code, thumbprint: caller.thumbprint })
    return timed(context, { sessionToken, expiresAt: expiresAt.toISOString() })
  },
  async viewSession({ context, caller }) {
    if (caller.principal !== 'session') throw new LoanSigningError('unauthenticated')
    return viewSession(context, caller.session)
  },
  async downloadDocument({ context, caller, parameters }) {
    const { documents } = await readCeremony(context.db, context, signerOf(caller))
    const document = documents.find(({ id }) => id === parameters.documentId)
    if (!document) throw new LoanSigningError('not-found')
    return readRevision(context, context.db, document.id, document.revision)
  },
  async downloadSigned({ context, caller, parameters }) {
    const { contract, documents, signer } = await readCeremony(context.db, context, signerOf(caller))
    const document = documents.find(({ id }) => id === parameters.documentId)
    if (!document) throw new LoanSigningError('not-found')
    if (contract.state === 'effective') return readRevision(context, context.db, document.id, document.revision)
    // Until then, the revision that ends with this signer's own signature, and no later one.
    const own = await context.db.selectFrom('revisions').select('revision').where('document_id', '=', document.id).where('signer_id', '=', signer.id).executeTakeFirst()
    if (!own) throw new LoanSigningError('step-out-of-order', { needed: 'signed' })
    return readRevision(context, context.db, document.id, own.revision)
  },
  verifyIdentity: ({ context, caller, body }) => verifyIdentity(context, signerOf(caller), body),
  decideConsents: ({ context, caller, body }) => decideConsents(context, signerOf(caller), body.decisions),
  openCostTable: async ({ context, caller }) => timed(context, await openCostTable(context, signerOf(caller))),
  pauseCostTable: async ({ context, caller }) => timed(context, await pauseCostTable(context, signerOf(caller))),
  confirmCostTable: ({ context, caller, body }) => confirmCostTable(context, signerOf(caller), body.clientReported),
  openPage: async ({ context, caller, body }) => timed(context, await openPage(context, signerOf(caller), body)),
  closePage: async ({ context, caller, body }) => timed(context, await closePage(context, signerOf(caller), { ...body, ...body.clientReported })),
  noteClause: ({ context, caller, body }) => noteClause(context, signerOf(caller), body),
  completeReading: ({ context, caller }) => completeReading(context, signerOf(caller)),
  async startSigning({ context, caller }) {
    const { attemptId, challenge } = await startSigning(context, signerOf(caller))
    return { attemptId, challenge: toBase64url(challenge) }
  },
  registerKey: ({ context, caller, body }) =>
    registerKey(context, { signerId: signerOf(caller), attemptId: body.attemptId, spki: fromBase64url(body.spki), proof: fromBase64url(body.proof) }),
  sendCode: async ({ context, caller, body }) => timed(context, await sendCode(context, { signerId: signerOf(caller), attemptId: body.attemptId })),
  confirmCode: ({ context, caller, body }) => confirmCode(context, { signerId: signerOf(caller), ...body }),
  async certifyKey({ context, caller, body }) {
    const { certificate, chain } = await certifyKey(context, { signerId: signerOf(caller), attemptId: body.attemptId, certificateRequest: fromBase64url(body.certificateRequest) })
    return { certificate: toBase64url(new Uint8Array(certificate)), chain: chain.map((der) => toBase64url(der)) }
  },
  async prepareSigning({ context, caller, body }) {
    const { preparations, signingTime, salts, leaseExpiresAt } = await prepareSigning(context, { signerId: signerOf(caller), ...body })
    return { preparations: preparations.map(({ documentId, prepared }) => ({ documentId, prepared: JSON.parse(JSON.stringify(prepared)) })), signingTime, salts: [...salts], leaseExpiresAt }
  },
  finishSigning: ({ context, caller, body }) =>
    finishSigning(context, {
      signerId: signerOf(caller),
      attemptId: body.attemptId,
      signatures: body.signatures.map((row) => ({ documentId: row.documentId, signedAttributes: fromBase64url(row.signedAttributes), signature: fromBase64url(row.signature) })),
    }),
  decline: ({ context, caller, body }) => declineContract(context, signerOf(caller), body),
  requestCall: ({ context, caller, body }) => requestCall(context, signerOf(caller), body),
}

const mutable = <Value>(value: Value): never => JSON.parse(JSON.stringify(value)) as never

/** One handler for each row of the banks' table. */
export const backendHandlers: Handlers<typeof backendEndpoints> = {
  submitApplication: async ({ context, body }) => mutable(await submitApplication(context, mutable(body))),
  approveApplication: async ({ context, parameters, body }) => mutable(await decideApplication(context, parameters.applicationId!, { event: 'approve', by: body.approvedBy })),
  rejectApplication: async ({ context, parameters, body }) => mutable(await decideApplication(context, parameters.applicationId!, { event: 'reject', by: body.rejectedBy })),
  createContract: async ({ context, body }) => mutable(await createContract(context, body)),
  viewContract: async ({ context, parameters }) => mutable(await readContract(context, parameters.contractId!)),
  sendContract: async ({ context, parameters }) => mutable(await sendContract(context, parameters.contractId!)),
  countersignContract: async ({ context, parameters, body }) => mutable(await countersign(context, parameters.contractId!, body)),
  voidContract: async ({ context, parameters, body }) => mutable(await voidContract(context, parameters.contractId!, body)),
  downloadContract: ({ context, parameters }) => readDocument(context, parameters.contractId!, parameters.documentId!),
  viewEvidence: async ({ context, parameters }) => mutable(await readEvidence(context.db, parameters.contractId!)),
  async createSession({ context, body }) {
    const { sessionToken, expiresAt } = await createSession(context, body)
    return { sessionToken, expiresAt: expiresAt.toISOString() }
  },
  viewLoan: async ({ context, parameters }) => mutable(await readLoan(context, parameters.loanId!)),
  disburseLoan: async ({ context, parameters, body }) => mutable(await disburseLoan(context, parameters.loanId!, body)),
  recordRepayment: async ({ context, parameters, body }) => mutable(await recordRepayment(context, parameters.loanId!, body)),
}
