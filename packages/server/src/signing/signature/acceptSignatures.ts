import type { SignedReceipt } from '@loansign/protocol/session'
import { fromBase64url, toBase64url } from '@loansign/signature'
import type { Context } from '../../context.js'
import type { FinishRow } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { actorOf, lockCeremony, refuseWhenOver } from '../../ceremony/signerSession.js'
import { findAttempt, type AttemptReference, type AttemptRow } from '../attempt/attempt.js'
import { checkSignedAttributes } from './checkSignedAttributes.js'

export interface BrowserSignature {
  readonly documentId: string
  /** DER SET OF, tag 0x31: what was signed. */
  readonly signedAttributes: Uint8Array
  /** DER ECDSA-Sig-Value. */
  readonly signature: Uint8Array
}

export interface AcceptSignaturesOptions extends AttemptReference {
  /** One for every document. */
  readonly signatures: readonly BrowserSignature[]
}

/**
 * Step one of a finish: the signatures verify over the stored preparation, and are kept. From here on nothing more is needed from the
 * browser. Gives the receipt when the attempt is signed already, else null.
 * @throws LoanSigningError `signature-invalid`, `revision-moved`, `willingness-missing`, `ceremony-over` …
 */
export function acceptSignatures(
  context: Context,
  { signerId, attemptId, signatures }: AcceptSignaturesOptions,
): Promise<SignedReceipt | null> {
  return context.db.transaction().execute(async (tx) => {
    const ceremony = await lockCeremony(tx, context, signerId)
    const attempt = await findAttempt(tx, { signerId, attemptId })
    if (attempt.state === 'signed') return ceremony.signer.receipt as SignedReceipt
    if (attempt.finish) return null
    refuseWhenOver(context, ceremony)
    if (attempt.state !== 'prepared') throw new LoanSigningError('willingness-missing', { state: attempt.state })
    const { fence } = attempt.preparation!
    const isStale = ceremony.documents.some((document) => document.fence !== fence || document.lease_attempt !== attemptId)
    if (isStale) throw new LoanSigningError('revision-moved')
    const finish: FinishRow = { signatures: await checkAll(attempt, signatures) }
    await tx
      .updateTable('attempts')
      .set({ finish: JSON.stringify(finish) })
      .where('id', '=', attemptId)
      .execute()
    await recordEvent(tx, context, {
      contractId: ceremony.contract.id,
      type: 'signing.accepted',
      actor: actorOf(signerId),
      data: { attempt: attemptId },
    })
    return null
  })
}

async function checkAll(attempt: AttemptRow, signatures: readonly BrowserSignature[]): Promise<FinishRow['signatures']> {
  const { documents } = attempt.preparation!
  if (signatures.length !== documents.length) throw new LoanSigningError('signature-invalid', { why: 'one signature for every document' })
  return Promise.all(
    documents.map(async ({ documentId, prepared }) => {
      const given = signatures.find((candidate) => candidate.documentId === documentId)
      if (!given) throw new LoanSigningError('signature-invalid', { why: 'one signature for every document' })
      await checkSignedAttributes({
        signedAttributes: given.signedAttributes,
        signature: given.signature,
        certificate: new Uint8Array(attempt.certificate!),
        spki: new Uint8Array(attempt.spki!),
        messageDigest: fromBase64url(prepared.digest),
      })
      return { documentId, signedAttributes: toBase64url(given.signedAttributes), signature: toBase64url(given.signature), stamp: null }
    }),
  )
}
