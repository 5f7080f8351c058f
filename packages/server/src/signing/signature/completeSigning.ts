import type { SignedReceipt } from '@loansign/protocol/session'
import { addSignatureTimestamp, assembleSignedData, checkTail, embedSignature, fromBase64url } from '@loansign/signature'
import type { Person } from '../../applications/readApplication.js'
import type { Context, Tx } from '../../context.js'
import { deliverMessages } from '../../contracts/deliverMessages.js'
import { inviteNext } from '../../contracts/sendContract.js'
import { commitAnswer } from '../../database/commitAnswer.js'
import { readRevision, storeRevision, type StoredRevision } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { agreementTable } from '../../states/agreement.js'
import { signerTable } from '../../states/signer.js'
import { transition } from '../../states/transitions.js'
import { actorOf, lockCeremony, readCeremony, type Ceremony } from '../../ceremony/signerSession.js'
import { findAttempt, type AttemptReference, type AttemptRow } from '../attempt/attempt.js'
import { signPromise } from './signPromise.js'

interface SignedRevision extends StoredRevision {
  readonly documentId: string
  readonly baseRevision: number
}

/**
 * Step three of a finish: embed, store, and change everything that depends on it in one transaction. Two at once make one signature:
 * the second finds the receipt of the first.
 * @throws LoanSigningError `revision-moved`: somebody else signed meanwhile, prepare again
 */
export async function completeSigning(context: Context, reference: AttemptReference): Promise<SignedReceipt> {
  const attempt = await findAttempt(context.db, reference)
  const { contract } = await readCeremony(context.db, context, reference.signerId)
  const revisions = attempt.state === 'signed' ? [] : await embedAll(context, attempt)
  const receipt = await commitAnswer(context, async (tx) => {
    const ceremony = await lockCeremony(tx, context, reference.signerId)
    const current = await findAttempt(tx, reference)
    if (current.state === 'signed') return ceremony.signer.receipt as SignedReceipt
    const { fence } = current.preparation!
    if (ceremony.documents.some((document) => document.fence !== fence)) {
      // The signature was made over a revision that is no longer the last: it is given up, and a new one may be prepared.
      await tx.updateTable('attempts').set({ finish: null }).where('id', '=', current.id).execute()
      return new LoanSigningError('revision-moved')
    }
    return storeSignature(tx, context, { ceremony, attempt: current, revisions })
  })
  await deliverMessages(context, { contractId: contract.id })
  return receipt
}

/** Embeds every signature with its timestamp and stores the files; nothing points to them yet. */
async function embedAll(context: Context, attempt: AttemptRow): Promise<SignedRevision[]> {
  const chain = (attempt.chain ?? []).map((der) => fromBase64url(der))
  const certificates = [new Uint8Array(attempt.certificate!), ...chain]
  const revisions: SignedRevision[] = []
  for (const { documentId, baseRevision, prepared } of attempt.preparation!.documents) {
    const row = attempt.finish!.signatures.find((candidate) => candidate.documentId === documentId)!
    const base = await readRevision(context, context.db, documentId, baseRevision)
    const cms = assembleSignedData({
      signedAttributes: fromBase64url(row.signedAttributes),
      signature: fromBase64url(row.signature),
      algorithm: 'ES256',
      certificates,
    })
    const stamped = addSignatureTimestamp({ cms, token: fromBase64url(row.stamp!.token) })
    const revision = await embedSignature({ base, prepared, cms: stamped })
    const tail = checkTail({ base, revision })
    if (!tail.ok) throw new LoanSigningError('internal', { why: 'tail', problems: tail.problems })
    revisions.push({ documentId, baseRevision, ...(await storeRevision(context, revision)) })
  }
  return revisions
}

interface SignatureToStore {
  readonly ceremony: Ceremony
  readonly attempt: AttemptRow
  readonly revisions: readonly SignedRevision[]
}

async function storeSignature(tx: Tx, context: Context, { ceremony, attempt, revisions }: SignatureToStore): Promise<SignedReceipt> {
  const { signer, contract, documents } = ceremony
  for (const { documentId, baseRevision, ...revision } of revisions) {
    await tx
      .insertInto('revisions')
      .values({ document_id: documentId, revision: baseRevision + 1, ...revision, signer_id: signer.id })
      .execute()
    await tx
      .updateTable('documents')
      .set({
        revision: baseRevision + 1,
        revision_sha256: revision.sha256,
        revision_size: revision.size,
        lease_attempt: null,
        lease_until: null,
      })
      .where('id', '=', documentId)
      .execute()
  }
  const others = await tx
    .selectFrom('signers')
    .selectAll()
    .where('contract_id', '=', contract.id)
    .where('id', '!=', signer.id)
    .orderBy('position')
    .execute()
  const waiting = others.filter(({ state }) => state !== 'signed')
  const contractState = transition(agreementTable, contract.state, waiting.length > 0 ? 'sign' : 'signLast')
  const stamp = attempt.finish!.signatures[0]!.stamp!
  const leaf = await recordEvent(tx, context, {
    contractId: contract.id,
    type: 'signature.completed',
    actor: actorOf(signer.id),
    data: {
      signer: signer.id,
      role: signer.role,
      attempt: attempt.id,
      documents: revisions.map(({ documentId, sha256 }) => ({ id: documentId, sha256 })),
      timestamp: stamp.time,
      // The authority trusted this server's word on the signer's willingness; it did not ask the signer itself.
      keyControl: 'asserted-by-server',
    },
  })
  const receipt: SignedReceipt = {
    signerId: signer.id,
    signedAt: context.now().toISOString(),
    documents: revisions.map(({ documentId, sha256 }) => ({
      documentId,
      title: documents.find(({ id }) => id === documentId)!.title,
      sha256,
    })),
    timestamp: { state: 'stamped', time: stamp.time, authority: stamp.authority },
    promise: await signPromise(context, { leaf, documents: revisions.map(({ sha256 }) => sha256) }),
    contractState,
    waitingFor: [
      ...waiting.map(({ role, person_sealed: sealed }) => ({ role, name: context.secrets.open<Person>(sealed).name })),
      { role: 'lender', name: context.lender.name },
    ],
  }
  const signerState = transition(signerTable, signer.state, 'sign')
  await tx.updateTable('attempts').set({ state: 'signed' }).where('id', '=', attempt.id).execute()
  await tx
    .updateTable('signers')
    .set({ state: signerState, receipt: JSON.stringify(receipt), signed_at: receipt.signedAt })
    .where('id', '=', signer.id)
    .execute()
  await tx.updateTable('contracts').set({ state: contractState, archive_at: context.now(), archive_tries: 0 }).where('id', '=', contract.id).execute()
  await inviteNext(tx, context, contract.id)
  return receipt
}
