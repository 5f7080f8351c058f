import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { noteFailure, refuseWhenLocked, type Failure } from '../ceremony/lock.js'
import { actorOf } from '../ceremony/signerSession.js'
import { inAttempt } from './attempt.js'
import { codeDigest, sameDigest } from './oneTimeCode.js'

export interface Willingness {
  readonly method: 'one-time-code'
  readonly messageSha256: string
  readonly confirmedAt: string
}

export interface ConfirmCodeOptions {
  readonly signerId: string
  readonly attemptId: string
  readonly code: string
}

/** The signer's willingness: the code of the message, accepted once.
 * @throws LoanSigningError `code-not-sent`, `code-wrong` (attemptsLeft), `code-expired`, `code-locked` (lockedUntil) */
export async function confirmCode(context: Context, { signerId, attemptId, code }: ConfirmCodeOptions): Promise<Willingness> {
  const result = await inAttempt(context, { signerId, attemptId }, async (tx, ceremony, attempt): Promise<Willingness | Failure> => {
    const { signer, contract } = ceremony
    refuseWhenLocked(context, signer, 'code-locked')
    if (!attempt.code_hmac || attempt.state !== 'codeSent') throw new LoanSigningError('code-not-sent')
    if (attempt.code_expires_at! < context.now()) throw new LoanSigningError('code-expired')
    if (!sameDigest(attempt.code_hmac, codeDigest(context, ceremony, attempt, code))) {
      const failure = await noteFailure(tx, context, signer)
      // Five wrong tries end this code as well as the patience.
      if (failure.lockedUntil) await tx.updateTable('attempts').set({ code_hmac: null, state: 'keyRegistered' }).where('id', '=', attemptId).execute()
      await recordEvent(tx, context, { contractId: contract.id, type: 'signing.codeFailed', actor: actorOf(signerId), data: { attempt: attemptId, attemptsLeft: failure.attemptsLeft } })
      return failure
    }
    const now = context.now()
    await tx.updateTable('attempts').set({ code_hmac: null, willing_at: now, state: 'willing' }).where('id', '=', attemptId).execute()
    await tx.updateTable('signers').set({ failures: 0, locked_until: null }).where('id', '=', signerId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'signing.willing', actor: actorOf(signerId), data: { attempt: attemptId, method: 'one-time-code', messageSha256: attempt.message_sha256, spkiSha256: attempt.spki_sha256 } })
    return { method: 'one-time-code', messageSha256: attempt.message_sha256!, confirmedAt: now.toISOString() }
  })
  if ('attemptsLeft' in result) throw new LoanSigningError(result.lockedUntil ? 'code-locked' : 'code-wrong', { ...result })
  return result
}
