import type { Context, Tx } from '../../context.js'
import { codeMessage } from '../../contracts/messages.js'
import { maskPhone } from '../../contracts/readContract.js'
import { commitAnswer } from '../../database/commitAnswer.js'
import { sha256 } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { refuseWhenLocked } from '../../ceremony/lock.js'
import { actorOf } from '../../ceremony/signerSession.js'
import { inAttemptBeforeAnswer, type AttemptReference, type AttemptRow } from '../attempt/attempt.js'
import { codeDigest, newCode } from './oneTimeCode.js'

export interface CodeSent {
  readonly phoneMasked: string
  readonly expiresAt: string
  readonly resendAt: string
  readonly serverTime: string
}

const windowMs = 600_000

/**
 * Sends a one-time code whose text names lender, amount and contract, after reading and with the key registered. It voids the one before.
 * @throws LoanSigningError `code-too-soon`, `code-locked`, `rate-limited`, `step-out-of-order`, `unavailable`
 */
export async function sendCode(context: Context, { signerId, attemptId }: AttemptReference): Promise<CodeSent> {
  const { settings } = context
  const { answer, message } = await inAttemptBeforeAnswer(context, { signerId, attemptId }, async (tx, ceremony, attempt) => {
    const { signer, contract, person } = ceremony
    const now = context.now()
    refuseWhenLocked(context, signer, 'code-locked')
    if (!['keyRegistered', 'codeSent'].includes(attempt.state)) {
      throw new LoanSigningError('step-out-of-order', { state: attempt.state, needed: 'keyRegistered' })
    }
    await requirePatience(tx, context, attempt)
    const code = newCode(context.random)
    const text = codeMessage({
      language: contract.language,
      lender: context.lender,
      amountText: contract.amount_text,
      isLimit: contract.credit_line !== null,
      number: contract.number,
      code,
      minutes: settings.codeMinutes,
      borrows: signer.role === 'borrower' || signer.role === 'co-borrower',
    })
    const expiresAt = new Date(now.getTime() + settings.codeMinutes * 60_000)
    const messageSha256 = sha256(text)
    await tx
      .updateTable('attempts')
      .set({
        code_hmac: codeDigest(context, ceremony, attempt, code),
        code_sent_at: now,
        code_expires_at: expiresAt,
        message_sha256: messageSha256,
        state: 'codeSent',
      })
      .where('id', '=', attemptId)
      .execute()
    await tx.insertInto('code_sends').values({ signer_id: signerId, attempt_id: attemptId, sent_at: now }).execute()
    await recordEvent(tx, context, {
      contractId: contract.id,
      type: 'signing.codeSent',
      actor: actorOf(signerId),
      data: { attempt: attemptId, messageSha256 },
    })
    return {
      answer: {
        phoneMasked: maskPhone(person.phone ?? ''),
        expiresAt: expiresAt.toISOString(),
        resendAt: new Date(now.getTime() + settings.codeResendSeconds * 1000).toISOString(),
        serverTime: now.toISOString(),
      },
      message: { to: person.phone ?? '', text },
    }
  })
  try {
    await context.messenger.sendText(message)
  } catch (cause) {
    await forgetCode(context, attemptId)
    throw new LoanSigningError('unavailable', { what: 'messenger' }, { cause })
  }
  return commitAnswer(context, async () => answer)
}

/**
 * Two limits: a pause between two codes of one attempt, and so many codes in any ten minutes over all attempts of a signer. After a
 * reload, which begins another attempt with another key, nobody has to wait for the pause.
 */
async function requirePatience(tx: Tx, context: Context, { signer_id: signerId, code_sent_at: sentAt }: AttemptRow): Promise<void> {
  const { codeResendSeconds, codesPerTenMinutes } = context.settings
  const now = context.now().getTime()
  const resendAt = sentAt ? sentAt.getTime() + codeResendSeconds * 1000 : 0
  if (now < resendAt) throw new LoanSigningError('code-too-soon', { resendAt: new Date(resendAt).toISOString() })
  const sends = await tx
    .selectFrom('code_sends')
    .select('sent_at')
    .where('signer_id', '=', signerId)
    .where('sent_at', '>', new Date(now - windowMs))
    .orderBy('sent_at', 'desc')
    .execute()
  const oldest = sends[codesPerTenMinutes - 1]
  if (oldest) throw new LoanSigningError('rate-limited', { retryAt: new Date(oldest.sent_at.getTime() + windowMs).toISOString() })
}

/** A code that did not go out is not valid, and not counted against the borrower's patience. */
async function forgetCode(context: Context, attemptId: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { code_sent_at: sentAt } = await tx
      .selectFrom('attempts')
      .select('code_sent_at')
      .where('id', '=', attemptId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('attempts')
      .set({ code_hmac: null, code_sent_at: null, code_expires_at: null, message_sha256: null, state: 'keyRegistered' })
      .where('id', '=', attemptId)
      .where('state', '=', 'codeSent')
      .execute()
    if (sentAt) await tx.deleteFrom('code_sends').where('attempt_id', '=', attemptId).where('sent_at', '=', sentAt).execute()
  })
}
