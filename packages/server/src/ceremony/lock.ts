import type { Context, Tx } from '../context.js'
import { LoanSigningError } from '../errors.js'
import type { SignerRow } from './signerSession.js'

export interface Failure {
  readonly attemptsLeft: number
  readonly lockedUntil: string | null
}

/** Wrong names, wrong numbers and wrong codes share one count and one lock: a guesser gets no second purse.
 * @throws LoanSigningError with `lockedUntil` */
export function refuseWhenLocked(context: Context, signer: Pick<SignerRow, 'locked_until'>, code: 'identity-locked' | 'code-locked'): void {
  if (signer.locked_until && signer.locked_until > context.now()) throw new LoanSigningError(code, { lockedUntil: signer.locked_until.toISOString() })
}

/** Counts a failure; the last allowed one locks. Runs in the step's transaction, which must commit although the step failed. */
export async function noteFailure(tx: Tx, context: Context, signer: SignerRow): Promise<Failure> {
  // A lock that has run out gives a fresh count.
  const before = signer.locked_until ? 0 : signer.failures
  const failures = before + 1
  const attemptsLeft = Math.max(0, context.settings.codeTries - failures)
  const lockedUntil = attemptsLeft === 0 ? new Date(context.now().getTime() + context.settings.lockMinutes * 60_000) : null
  await tx.updateTable('signers').set({ failures: lockedUntil ? 0 : failures, locked_until: lockedUntil }).where('id', '=', signer.id).execute()
  return { attemptsLeft, lockedUntil: lockedUntil?.toISOString() ?? null }
}
