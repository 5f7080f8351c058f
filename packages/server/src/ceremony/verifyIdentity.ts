import type { Context } from '../context.js'
import type { IdentityRow } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { noteFailure, refuseWhenLocked } from './lock.js'
import { actorOf, inCeremony, needState, readCeremony } from './signerSession.js'

export interface VerifyIdentityOptions {
  readonly name: string
  readonly idNumberLastFour: string
}

/**
 * Real-name check through the identity port. The question goes out without a transaction; the answer is recorded in one.
 * @throws LoanSigningError `identity-mismatch` (attemptsLeft), `identity-locked` (lockedUntil), `ceremony-over`
 */
export async function verifyIdentity(context: Context, signerId: string, given: VerifyIdentityOptions): Promise<IdentityRow> {
  const { signer, person } = await readCeremony(context.db, context, signerId)
  needState(signer, 'opened')
  refuseWhenLocked(context, signer, 'identity-locked')
  if (signer.identity) return signer.identity
  const answer = await context.identity.verify({
    party: { name: person.name, idNumber: person.idNumber ?? '' },
    given: { name: given.name.normalize('NFC'), idNumberLastFour: given.idNumberLastFour.toUpperCase() },
  })
  const result = await inCeremony(context, signerId, async (tx, ceremony) => {
    refuseWhenLocked(context, ceremony.signer, 'identity-locked')
    if (ceremony.signer.identity) return ceremony.signer.identity
    const contractId = ceremony.contract.id
    if (!answer.matches) {
      const failure = await noteFailure(tx, context, ceremony.signer)
      await recordEvent(tx, context, { contractId, type: 'identity.failed', actor: actorOf(signerId), data: { transactionId: answer.transactionId, attemptsLeft: failure.attemptsLeft } })
      return failure
    }
    const identity: IdentityRow = { method: 'name-and-last-four', provider: context.identity.name, transactionId: answer.transactionId, verifiedAt: context.now().toISOString() }
    const state = transition(signerTable, ceremony.signer.state, 'verifyIdentity')
    await tx.updateTable('signers').set({ identity: JSON.stringify(identity), state, failures: 0 }).where('id', '=', signerId).execute()
    await recordEvent(tx, context, { contractId, type: 'identity.verified', actor: actorOf(signerId), data: { ...identity } })
    return identity
  })
  if ('attemptsLeft' in result) throw new LoanSigningError(result.lockedUntil ? 'identity-locked' : 'identity-mismatch', { ...result })
  return result
}
