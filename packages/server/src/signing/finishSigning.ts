import type { SignedReceipt } from '@loansign/protocol/session'
import { addSignatureTimestamp, assembleSignedData, checkTail, embedSignature, fromBase64url, parseCertificate, parseTimestampToken, toBase64url, type PreparedSignature } from '@loansign/signature'
import type { Person } from '../applications/readApplication.js'
import type { Context, Tx } from '../context.js'
import { deliver, inviteNext, type Invitation } from '../contracts/sendContract.js'
import { readRevision, storeRevision, type StoredRevision } from '../database/documents.js'
import type { FinishRow } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { actorOf, loadCeremony, type Ceremony } from '../ceremony/signerSession.js'
import { findAttempt, type AttemptRow } from './attempt.js'
import { checkSignedAttributes } from './checkSignedAttributes.js'
import { signPromise } from './promise.js'
import { requestStamp } from './requestTimestamps.js'

export interface FinishSigningOptions {
  readonly signerId: string
  readonly attemptId: string
  readonly signatures: readonly { readonly documentId: string; readonly signedAttributes: Uint8Array; readonly signature: Uint8Array }[]
}

/**
 * Takes the browser's signatures. Three steps that survive a crash between any two of them: verify and keep the signatures; get a timestamp for each
 * (outside any transaction); embed, store and change the state in one transaction. Called again for the same attempt it goes on where it was, or gives the same receipt.
 * @throws LoanSigningError `signature-invalid`, `revision-moved`, `timestamp-unavailable` (finish again), `certificate-lapsed`
 */
export async function finishSigning(context: Context, options: FinishSigningOptions): Promise<SignedReceipt> {
  const done = await acceptSignatures(context, options)
  return done ?? resumeFinish(context, options)
}

/** Goes on with a finish whose signatures were accepted: the timestamps that are missing, then the rest. */
export async function resumeFinish(context: Context, { signerId, attemptId }: { readonly signerId: string; readonly attemptId: string }): Promise<SignedReceipt> {
  await stampSignatures(context, signerId, attemptId)
  return completeSigning(context, { signerId, attemptId })
}

/** Step one: the signatures verify over the stored preparation, and are kept. */
async function acceptSignatures(context: Context, { signerId, attemptId, signatures }: FinishSigningOptions): Promise<SignedReceipt | null> {
  return context.db.transaction().execute(async (tx) => {
    const { signer, documents } = await loadCeremony(tx, context, signerId, { evenWhenOver: true })
    const attempt = await findAttempt(tx, signerId, attemptId)
    if (attempt.state === 'signed') return signer.receipt as SignedReceipt
    await loadCeremony(tx, context, signerId)
    if (attempt.finish) return null
    const { preparation } = attempt
    if (attempt.state !== 'prepared' || !preparation || !attempt.certificate || !attempt.spki) throw new LoanSigningError('willingness-missing', { state: attempt.state })
    if (documents.some((document) => document.fence !== preparation.fence || document.lease_attempt !== attemptId)) throw new LoanSigningError('revision-moved')
    const rows: FinishRow['signatures'] = []
    for (const { documentId, prepared } of preparation.documents as { documentId: string; prepared: PreparedSignature }[]) {
      const given = signatures.find((candidate) => candidate.documentId === documentId)
      if (!given || signatures.length !== preparation.documents.length) throw new LoanSigningError('signature-invalid', { why: 'one signature for every document' })
      await checkSignedAttributes({ ...given, certificate: new Uint8Array(attempt.certificate), spki: new Uint8Array(attempt.spki), messageDigest: fromBase64url(prepared.digest) })
      rows.push({ documentId, signedAttributes: toBase64url(given.signedAttributes), signature: toBase64url(given.signature), token: null })
    }
    await tx.updateTable('attempts').set({ finish: JSON.stringify({ signatures: rows }) }).where('id', '=', attemptId).execute()
    return null
  })
}

/** Step two: a verified timestamp for every signature that has none. What was had is kept before the next is asked for. */
async function stampSignatures(context: Context, signerId: string, attemptId: string): Promise<void> {
  const attempt = await findAttempt(context.db, signerId, attemptId)
  if (attempt.state === 'signed') return
  const { notBefore, notAfter } = parseCertificate(new Uint8Array(attempt.certificate!))
  const finish = structuredClone(attempt.finish!)
  for (const row of finish.signatures) {
    if (row.token !== null) continue
    const stamp = await requestStamp(context, fromBase64url(row.signature))
    if (stamp.time < notBefore || stamp.time > notAfter) {
      await context.db.updateTable('attempts').set({ state: 'lapsed' }).where('id', '=', attemptId).execute()
      throw new LoanSigningError('certificate-lapsed')
    }
    row.token = toBase64url(stamp.token)
    await context.db.updateTable('attempts').set({ finish: JSON.stringify(finish) }).where('id', '=', attemptId).where('state', '=', 'prepared').execute()
  }
}

/** Step three: embed, store, and change everything that depends on it in one transaction. */
async function completeSigning(context: Context, { signerId, attemptId }: { readonly signerId: string; readonly attemptId: string }): Promise<SignedReceipt> {
  const attempt = await findAttempt(context.db, signerId, attemptId)
  const revisions = attempt.state === 'signed' ? [] : await embedAll(context, attempt)
  const { receipt, invitation } = await context.db.transaction().execute(async (tx) => {
    const ceremony = await loadCeremony(tx, context, signerId, { evenWhenOver: true })
    const current = await findAttempt(tx, signerId, attemptId)
    if (current.state === 'signed') return { receipt: ceremony.signer.receipt as SignedReceipt, invitation: null }
    await loadCeremony(tx, context, signerId)
    return storeSignature(tx, context, { ceremony, attempt: current, revisions })
  })
  // The signature stands; a message that does not go out now is sent again from the desk.
  await deliver(context, invitation).catch(() => undefined)
  return receipt
}

interface SignedRevision extends StoredRevision {
  readonly documentId: string
  readonly baseRevision: number
}

async function embedAll(context: Context, attempt: AttemptRow): Promise<SignedRevision[]> {
  const revisions: SignedRevision[] = []
  for (const { documentId, baseRevision, prepared } of attempt.preparation!.documents as { documentId: string; baseRevision: number; prepared: PreparedSignature }[]) {
    const row = attempt.finish!.signatures.find((candidate) => candidate.documentId === documentId)!
    const base = await readRevision(context, context.db, documentId, baseRevision)
    const chain = (attempt.chain ?? []).map((der) => fromBase64url(der))
    const cms = assembleSignedData({ signedAttributes: fromBase64url(row.signedAttributes), signature: fromBase64url(row.signature), algorithm: 'ES256', certificates: [new Uint8Array(attempt.certificate!), ...chain] })
    const signed = await embedSignature({ base, prepared, cms: addSignatureTimestamp({ cms, token: fromBase64url(row.token!) }) })
    const tail = checkTail({ base, revision: signed })
    if (!tail.ok) throw new LoanSigningError('internal', { why: 'tail', problems: tail.problems })
    revisions.push({ documentId, baseRevision, ...(await storeRevision(context, signed)) })
  }
  return revisions
}

async function storeSignature(
  tx: Tx,
  context: Context,
  { ceremony, attempt, revisions }: { readonly ceremony: Ceremony; readonly attempt: AttemptRow; readonly revisions: readonly SignedRevision[] },
): Promise<{ receipt: SignedReceipt; invitation: Invitation | null }> {
  const { signer, contract, documents } = ceremony
  for (const { documentId, baseRevision, ...revision } of revisions) {
    const moved = await tx.updateTable('documents')
      .set({ revision: baseRevision + 1, revision_sha256: revision.sha256, revision_size: revision.size, lease_attempt: null, lease_until: null })
      .where('id', '=', documentId).where('revision', '=', baseRevision).where('fence', '=', attempt.preparation!.fence).executeTakeFirst()
    if (moved.numUpdatedRows !== 1n) throw new LoanSigningError('revision-moved')
    await tx.insertInto('revisions').values({ document_id: documentId, revision: baseRevision + 1, ...revision, signer_id: signer.id }).execute()
  }
  const others = await tx.selectFrom('signers').selectAll().where('contract_id', '=', contract.id).where('id', '!=', signer.id).orderBy('position').execute()
  const waiting = others.filter(({ state }) => state !== 'signed')
  const state = transition(agreementTable, contract.state, waiting.length > 0 ? 'sign' : 'signLast')
  const stamp = parseTimestampToken(fromBase64url(attempt.finish!.signatures[0]!.token!))
  const signedAt = context.now()
  const digests = revisions.map(({ sha256 }) => sha256)
  const data = { signer: signer.id, role: signer.role, attempt: attempt.id, documents: revisions.map(({ documentId, sha256 }) => ({ id: documentId, sha256 })), timestamp: stamp.generationTime.toISOString(), keyControl: 'asserted-by-server' }
  const leaf = await recordEvent(tx, context, { contractId: contract.id, type: 'signature.completed', actor: actorOf(signer.id), data })
  const receipt: SignedReceipt = {
    signerId: signer.id,
    signedAt: signedAt.toISOString(),
    documents: revisions.map(({ documentId, sha256 }) => ({ documentId, title: documents.find(({ id }) => id === documentId)!.title, sha256 })),
    timestamp: { state: 'stamped', time: stamp.generationTime.toISOString(), authority: context.timestampAuthorities[0]!.name },
    promise: await signPromise(context, { leaf, documents: digests }),
    contractState: state,
    waitingFor: [...waiting.map((other) => ({ role: other.role, name: context.secrets.open<Person>(other.person_sealed).name })), { role: 'lender' as const, name: context.lender.name }],
  }
  await tx.updateTable('attempts').set({ state: 'signed' }).where('id', '=', attempt.id).execute()
  await tx.updateTable('signers').set({ state: transition(signerTable, signer.state, 'sign'), receipt: JSON.stringify(receipt), signed_at: signedAt }).where('id', '=', signer.id).execute()
  await tx.updateTable('contracts').set({ state }).where('id', '=', contract.id).execute()
  return { receipt, invitation: await inviteNext(tx, context, contract.id) }
}
