import type { Selectable } from 'kysely'
import type { Context, Tx } from '../context.js'
import type { Schema } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import { loadCeremony, needState, type Ceremony } from '../ceremony/signerSession.js'

export type AttemptRow = Selectable<Schema['attempts']>

/** Runs one step of a signing attempt with its ceremony locked.
 * @throws LoanSigningError `attempt-unknown`, `attempt-superseded`, `ceremony-over`, `step-out-of-order` */
export function inAttempt<Result>(
  context: Context,
  { signerId, attemptId }: { readonly signerId: string; readonly attemptId: string },
  step: (tx: Tx, ceremony: Ceremony, attempt: AttemptRow) => Promise<Result>,
): Promise<Result> {
  return context.db.transaction().execute(async (tx) => {
    const ceremony = await loadCeremony(tx, context, signerId)
    needState(ceremony.signer, 'readComplete')
    return step(tx, ceremony, await findAttempt(tx, signerId, attemptId))
  })
}

export async function findAttempt(tx: Tx | Context['db'], signerId: string, attemptId: string): Promise<AttemptRow> {
  const attempt = await tx.selectFrom('attempts').selectAll().where('id', '=', attemptId).where('signer_id', '=', signerId).executeTakeFirst()
  if (!attempt) throw new LoanSigningError('attempt-unknown')
  if (attempt.state === 'abandoned' || attempt.state === 'lapsed') throw new LoanSigningError('attempt-superseded')
  return attempt
}
