import type { Context } from '../../context.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { noteFailure, refuseWhenLocked } from '../../ceremony/lock.js'
import { actorOf } from '../../ceremony/signerSession.js'
import { inAttempt, type AttemptReference } from '../attempt/attempt.js'
import { codeDigest } from './oneTimeCode.js'

export interface Willingness {
  readonly method: 'one-time-code'
  readonly messageSha256: string
  readonly confirmedAt: string
}

export interface ConfirmCodeOptions extends AttemptReference {
  readonly code: string
}

/**
 * The signer's willingness: the code of the message, accepted once.
 * @throws LoanSigningError `code-not-sent`, `code-wrong` (attemptsLeft), `code-expired`, `code-locked` (lockedUntil)
 */
export async function confirmCode(context: Context, { signerId, attemptId, code }: ConfirmCodeOptions): Promise<Willingness> {
  return inAttempt(context, { signerId, attemptId }, async (tx, ceremony, attempt) => {
    const { signer, contract } = ceremony
    const now = context.now()
    refuseWhenLocked(context, signer, 'code-locked')
    if (attempt.state !== 'codeSent') throw new LoanSigningError('code-not-sent')
    if (attempt.code_expires_at! < now) throw new LoanSigningError('code-expired')
    // Taken and compared in one statement. The digest is keyed: how long its comparison takes tells nothing about the code.
    const taken = await tx
      .updateTable('attempts')
      .set({ code_hmac: null, willing_at: now, state: 'willing' })
      .where('id', '=', attemptId)
      .where('state', '=', 'codeSent')
      .where('code_hmac', '=', codeDigest(context, ceremony, attempt, code))
      .returning(['message_sha256', 'spki_sha256'])
      .executeTakeFirst()
    const event = { contractId: contract.id, actor: actorOf(signerId) }
    if (!taken) {
      const failure = await noteFailure(tx, context, signer)
      if (failure.lockedUntil) {
        // The last wrong try ends this code as well as the patience.
        await tx.updateTable('attempts').set({ code_hmac: null, state: 'keyRegistered' }).where('id', '=', attemptId).execute()
      }
      const data = { attempt: attemptId, attemptsLeft: failure.attemptsLeft }
      await recordEvent(tx, context, { ...event, type: 'signing.codeFailed', data })
      return new LoanSigningError(failure.lockedUntil ? 'code-locked' : 'code-wrong', { ...failure })
    }
    await tx.updateTable('signers').set({ failures: 0, locked_until: null }).where('id', '=', signerId).execute()
    const willingness: Willingness = { method: 'one-time-code', messageSha256: taken.message_sha256!, confirmedAt: now.toISOString() }
    const data = { attempt: attemptId, ...willingness, spkiSha256: taken.spki_sha256 }
    await recordEvent(tx, context, { ...event, type: 'signing.willing', data })
    return willingness
  })
}
