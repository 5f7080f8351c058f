import type { Context } from '../context.js'
import type { IdentityRow } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { noteFailure, refuseWhenLocked } from './lock.js'
import { actorOf, inCeremony, needState, readCeremony, refuseWhenOver } from './signerSession.js'

export interface VerifyIdentityOptions {
  readonly name: string
  readonly idNumberLastFour: string
}

/**
 * Real-name check through the identity port. The question goes out without a transaction; the answer is recorded in one.
 * @throws LoanSigningError `identity-mismatch` (attemptsLeft), `identity-locked` (lockedUntil), `ceremony-over`
 */
export async function verifyIdentity(context: Context, signerId: string, given: VerifyIdentityOptions): Promise<IdentityRow> {
  const before = await readCeremony(context.db, context, signerId)
  refuseWhenOver(context, before)
  needState(before.signer, 'opened')
  refuseWhenLocked(context, before.signer, 'identity-locked')
  if (before.signer.identity) return before.signer.identity
  const answer = await context.identity.verify({
    party: { name: before.person.name, idNumber: before.person.idNumber ?? '' },
    given: { name: given.name.normalize('NFC'), idNumberLastFour: given.idNumberLastFour.toUpperCase() },
  })
  return inCeremony(context, signerId, async (tx, { signer, contract }) => {
    // Parallel guesses: the lock may have fallen while the provider was asked.
    refuseWhenLocked(context, signer, 'identity-locked')
    if (signer.identity) return signer.identity
    const event = { contractId: contract.id, actor: actorOf(signerId) }
    if (!answer.matches) {
      const failure = await noteFailure(tx, context, signer)
      const { transactionId } = answer
      await recordEvent(tx, context, { ...event, type: 'identity.failed', data: { transactionId, attemptsLeft: failure.attemptsLeft } })
      return new LoanSigningError(failure.lockedUntil ? 'identity-locked' : 'identity-mismatch', { ...failure })
    }
    const identity: IdentityRow = {
      method: 'name-and-last-four',
      provider: context.identity.name,
      transactionId: answer.transactionId,
      verifiedAt: context.now().toISOString(),
    }
    const state = transition(signerTable, signer.state, 'verifyIdentity')
    await tx
      .updateTable('signers')
      .set({ identity: JSON.stringify(identity), state, failures: 0, locked_until: null })
      .where('id', '=', signerId)
      .execute()
    await recordEvent(tx, context, { ...event, type: 'identity.verified', data: { ...identity } })
    return identity
  })
}
