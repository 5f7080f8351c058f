import type { Selectable } from 'kysely'
import type { Context, Db, Tx } from '../../context.js'
import type { Schema } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { beforeAnswer, inCeremony, needState, type Ceremony } from '../../ceremony/signerSession.js'

export type AttemptRow = Selectable<Schema['attempts']>

export interface AttemptReference {
  readonly signerId: string
  readonly attemptId: string
}

type Step<Result> = (tx: Tx, ceremony: Ceremony, attempt: AttemptRow) => Promise<Result>

/**
 * Runs the step of a signing attempt that answers a request, with its ceremony locked; see inCeremony.
 * @throws LoanSigningError `attempt-unknown`, `attempt-superseded`, `certificate-lapsed`, `ceremony-over`, `step-out-of-order`
 */
export function inAttempt<Result>(context: Context, reference: AttemptReference, step: Step<Result | LoanSigningError>): Promise<Result> {
  return inCeremony(context, reference.signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'readComplete')
    return step(tx, ceremony, await findAttempt(tx, reference))
  })
}

/** The same for a step after which something outside has to be asked before there is an answer. */
export function inAttemptBeforeAnswer<Result>(context: Context, reference: AttemptReference, step: Step<Result>): Promise<Result> {
  return beforeAnswer(context, reference.signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'readComplete')
    return step(tx, ceremony, await findAttempt(tx, reference))
  })
}

/** @throws LoanSigningError `attempt-unknown`, `attempt-superseded`, `certificate-lapsed` */
export async function findAttempt(db: Db | Tx, { signerId, attemptId }: AttemptReference): Promise<AttemptRow> {
  const attempt = await db
    .selectFrom('attempts')
    .selectAll()
    .where('id', '=', attemptId)
    .where('signer_id', '=', signerId)
    .executeTakeFirst()
  if (!attempt) throw new LoanSigningError('attempt-unknown')
  if (attempt.state === 'abandoned') throw new LoanSigningError('attempt-superseded')
  if (attempt.state === 'lapsed') throw new LoanSigningError('certificate-lapsed')
  return attempt
}
