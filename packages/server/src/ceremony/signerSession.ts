import type { Person } from '../applications/readApplication.js'
import type { Selectable } from 'kysely'
import type { Context, Db, Tx } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import type { Schema } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import { placeOf } from './placeOf.js'

export type SignerRow = Selectable<Schema['signers']>
export type ContractRow = Selectable<Schema['contracts']>
export type DocumentRow = Selectable<Schema['documents']>

/** Who speaks: a session and the signer behind it. */
export interface SignerSession {
  readonly sessionId: string
  readonly signerId: string
  readonly expiresAt: Date
}

/** Everything a step of the ceremony looks at, locked for the step. */
export interface Ceremony {
  readonly signer: SignerRow
  readonly contract: ContractRow
  /** Those this signer signs, in the contract's order; each has a place of theirs. */
  readonly documents: readonly DocumentRow[]
  readonly person: Person
}

/**
 * Loads a signer's ceremony and locks it. The contract's row is the lock: steps of one contract follow each other, whatever process they run in.
 */
export async function lockCeremony(tx: Tx, context: Context, signerId: string): Promise<Ceremony> {
  const { contract_id: contractId } = await tx
    .selectFrom('signers')
    .select('contract_id')
    .where('id', '=', signerId)
    .executeTakeFirstOrThrow()
  await tx.selectFrom('contracts').select('id').where('id', '=', contractId).forUpdate().execute()
  return readCeremony(tx, context, signerId)
}

/** The same without a lock, for reading. */
export async function readCeremony(db: Db | Tx, context: Context, signerId: string): Promise<Ceremony> {
  const signer = await db.selectFrom('signers').selectAll().where('id', '=', signerId).executeTakeFirstOrThrow()
  const contract = await db.selectFrom('contracts').selectAll().where('id', '=', signer.contract_id).executeTakeFirstOrThrow()
  const documents = await db.selectFrom('documents').selectAll().where('contract_id', '=', contract.id).orderBy('position').execute()
  return { signer, contract, documents: documents.filter((document) => placeOf(document, signer) !== undefined), person: context.secrets.open<Person>(signer.person_sealed) }
}

/** @throws LoanSigningError `ceremony-over` once the signer has signed or declined, the contract has ended, or its time is up */
export function refuseWhenOver(context: Context, { signer, contract }: Ceremony): void {
  const signerIsDone = ['signed', 'declined', 'expired'].includes(signer.state)
  const contractIsDone = ['declined', 'expired', 'voided'].includes(contract.state) || contract.sign_before < context.now()
  if (signerIsDone || contractIsDone) throw new LoanSigningError('ceremony-over', { state: signer.state })
}

type Step<Result> = (tx: Tx, ceremony: Ceremony) => Promise<Result>

/** Runs the step that answers a request, in one transaction with its ceremony locked. See commitAnswer for steps that return an error. */
export function inCeremony<Result>(context: Context, signerId: string, step: Step<Result | LoanSigningError>): Promise<Result> {
  return commitAnswer(context, async (tx) => {
    const ceremony = await lockCeremony(tx, context, signerId)
    refuseWhenOver(context, ceremony)
    return step(tx, ceremony)
  })
}

/** Runs a step that is not the last of its request: something outside has to be asked before there is an answer. */
export function beforeAnswer<Result>(context: Context, signerId: string, step: Step<Result>): Promise<Result> {
  return context.db.transaction().execute(async (tx) => {
    const ceremony = await lockCeremony(tx, context, signerId)
    refuseWhenOver(context, ceremony)
    return step(tx, ceremony)
  })
}

const order = ['opened', 'identified', 'consented', 'costTableConfirmed', 'readComplete'] as const

/**
 * Refuses a step before the state it needs.
 * @throws LoanSigningError `step-out-of-order` naming the state that is missing */
export function needState(signer: Pick<SignerRow, 'state'>, needed: (typeof order)[number]): void {
  if (order.indexOf(signer.state as never) < order.indexOf(needed)) {
    throw new LoanSigningError('step-out-of-order', { state: signer.state, needed })
  }
}

export const actorOf = (signerId: string): string => `signer:${signerId}`
