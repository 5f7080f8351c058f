import type { Context, Tx } from '../context.js'
import { LoanSigningError } from '../errors.js'
import type { SignerRow } from './signerSession.js'

export interface Failure {
  readonly attemptsLeft: number
  readonly lockedUntil: string | null
}

/**
 * Wrong names, wrong numbers and wrong codes share one count and one lock: a guesser gets no second purse.
 * @throws LoanSigningError with `lockedUntil`
 */
export function refuseWhenLocked(context: Context, signer: Pick<SignerRow, 'locked_until'>, code: 'identity-locked' | 'code-locked'): void {
  const lockedUntil = lockOf(context, signer)
  if (lockedUntil) throw new LoanSigningError(code, { lockedUntil })
}

/** Until when a signer is locked, as an instant, or null. */
export function lockOf(context: Context, { locked_until: until }: Pick<SignerRow, 'locked_until'>): string | null {
  return until && until > context.now() ? until.toISOString() : null
}

/** Counts a failure; the last allowed one locks. Runs in the step's transaction, which must commit although the step failed. */
export async function noteFailure(tx: Tx, context: Context, signer: SignerRow): Promise<Failure> {
  const failures = signer.failures + 1
  const attemptsLeft = Math.max(0, context.settings.codeTries - failures)
  const lockedUntil = attemptsLeft === 0 ? new Date(context.now().getTime() + context.settings.lockMinutes * 60_000) : null
  // With the lock the count begins afresh for the time after it.
  await tx
    .updateTable('signers')
    .set({ failures: lockedUntil ? 0 : failures, locked_until: lockedUntil })
    .where('id', '=', signer.id)
    .execute()
  return { attemptsLeft, lockedUntil: lockedUntil?.toISOString() ?? null }
}
