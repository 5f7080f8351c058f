import { toBase64url } from '@loansign/signature'
import type { Context } from '../../context.js'
import { newIdentifier } from '../../database/identifiers.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { actorOf, inCeremony, needState } from '../../ceremony/signerSession.js'
import { resumeFinish } from '../signature/resumeFinish.js'
import { abandonAttempts } from './abandonAttempts.js'
import { revokeCertificates } from './revokeCertificates.js'

export interface SigningStarted {
  readonly attemptId: string
  /** 32 random bytes, base64url. */
  readonly challenge: string
}

/**
 * Begins an attempt. One is live at a time: an earlier unfinished one is superseded and its certificate revoked. One whose signature
 * was accepted is never thrown away: it is finished, and there is nothing left to start.
 * @throws LoanSigningError `step-out-of-order`, `already-signed`, `timestamp-unavailable`, `certificate-lapsed`, `ceremony-over`
 */
export async function startSigning(context: Context, signerId: string): Promise<SigningStarted> {
  const accepted = await context.db
    .selectFrom('attempts')
    .select('id')
    .where('signer_id', '=', signerId)
    .where('state', '=', 'prepared')
    .where('finish', 'is not', null)
    .executeTakeFirst()
  if (accepted) {
    await resumeFinish(context, { signerId, attemptId: accepted.id })
    throw new LoanSigningError('already-signed')
  }
  const started = await inCeremony(context, signerId, async (tx, { signer, contract }) => {
    needState(signer, 'readComplete')
    await abandonAttempts(tx, signerId, 'superseded')
    const attemptId = newIdentifier(context, 'att')
    const challenge = context.random(32)
    await tx
      .insertInto('attempts')
      .values({ id: attemptId, signer_id: signerId, state: 'started', challenge, created_at: context.now() })
      .execute()
    await recordEvent(tx, context, {
      contractId: contract.id,
      type: 'signing.started',
      actor: actorOf(signerId),
      data: { attempt: attemptId },
    })
    return { attemptId, challenge: toBase64url(challenge) }
  })
  await revokeCertificates(context)
  return started
}
