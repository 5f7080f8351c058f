import type { Context } from '../context.js'
import { codeMessage } from '../contracts/messages.js'
import { maskPhone } from '../contracts/readContract.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { refuseWhenLocked } from '../ceremony/lock.js'
import { actorOf } from '../ceremony/signerSession.js'
import { inAttempt } from './attempt.js'
import { codeDigest, newCode } from './oneTimeCode.js'

export interface CodeSent {
  readonly phoneMasked: string
  readonly expiresAt: string
  readonly resendAt: string
}

const window = 600_000

/**
 * Sends a one-time code whose text names lender, amount and contract, after reading and with the key registered. It voids the one before.
 * @throws LoanSigningError `code-too-soon`, `code-locked`, `rate-limited`, `step-out-of-order`, `unavailable`
 */
export async function sendCode(context: Context, { signerId, attemptId }: { readonly signerId: string; readonly attemptId: string }): Promise<CodeSent> {
  const { settings } = context
  const { answer, message } = await inAttempt(context, { signerId, attemptId }, async (tx, ceremony, attempt) => {
    const { signer, contract, person } = ceremony
    const now = context.now()
    refuseWhenLocked(context, signer, 'code-locked')
    if (!attempt.spki_sha256 || !['keyRegistered', 'codeSent'].includes(attempt.state)) throw new LoanSigningError('step-out-of-order', { state: attempt.state, needed: 'keyRegistered' })
    const resendAt = attempt.code_sent_at ? attempt.code_sent_at.getTime() + settings.codeResendSeconds * 1000 : 0
    if (now.getTime() < resendAt) throw new LoanSigningError('code-too-soon', { resendAt: new Date(resendAt).toISOString() })
    const inWindow = signer.codes_window_at !== null && now.getTime() - signer.codes_window_at.getTime() < window
    if (inWindow && signer.codes_sent >= settings.codesPerTenMinutes) {
      throw new LoanSigningError('rate-limited', { retryAt: new Date(signer.codes_window_at!.getTime() + window).toISOString() })
    }
    const code = newCode(context.random)
    const text = codeMessage({ language: contract.language, lender: context.lender, amountText: contract.amount_text, number: contract.number, code, minutes: settings.codeMinutes })
    const expiresAt = new Date(now.getTime() + settings.codeMinutes * 60_000)
    const messageSha256 = sha256(text)
    await tx.updateTable('attempts').set({ code_hmac: codeDigest(context, ceremony, attempt, code), code_sent_at: now, code_expires_at: expiresAt, message_sha256: messageSha256, state: 'codeSent' })
      .where('id', '=', attemptId).execute()
    await tx.updateTable('signers').set(inWindow ? { codes_sent: signer.codes_sent + 1 } : { codes_sent: 1, codes_window_at: now }).where('id', '=', signerId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'signing.codeSent', actor: actorOf(signerId), data: { attempt: attemptId, messageSha256 } })
    return {
      answer: { phoneMasked: maskPhone(person.phone ?? ''), expiresAt: expiresAt.toISOString(), resendAt: new Date(now.getTime() + settings.codeResendSeconds * 1000).toISOString() },
      message: { to: person.phone ?? '', text },
    }
  })
  try {
    await context.messenger.sendText(message)
  } catch (cause) {
    // Not sent, not counted against the borrower's patience.
    await context.db.updateTable('attempts').set({ code_hmac: null, code_sent_at: null, code_expires_at: null, state: 'keyRegistered' }).where('id', '=', attemptId).where('state', '=', 'codeSent').execute()
    throw new LoanSigningError('unavailable', { what: 'messenger' }, { cause })
  }
  return answer
}
