import type { Person } from '../applications/readApplication.js'
import type { Context, Db, Tx } from '../context.js'
import type { Schema } from '../database/schema.js'
import type { Selectable } from 'kysely'
import { LoanSigningError } from '../errors.js'

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
  readonly documents: readonly DocumentRow[]
  readonly person: Person
}

const over = new Set(['signed', 'declined', 'expired'])

/**
 * Loads and locks a signer's ceremony. The contract's row is the lock: steps of one contract follow each other.
 * @throws LoanSigningError `ceremony-over` unless `evenWhenOver`
 */
export async function loadCeremony(tx: Tx, context: Context, signerId: string, { evenWhenOver = false } = {}): Promise<Ceremony> {
  const { contract_id: contractId } = await tx.selectFrom('signers').select('contract_id').where('id', '=', signerId).executeTakeFirstOrThrow()
  await tx.selectFrom('contracts').select('id').where('id', '=', contractId).forUpdate().execute()
  const ceremony = await readCeremony(tx, context, signerId)
  const closed = over.has(ceremony.signer.state) || ['declined', 'expired', 'voided'].includes(ceremony.contract.state) || ceremony.contract.sign_before < context.now()
  if (closed && !evenWhenOver) throw new LoanSigningError('ceremony-over', { state: ceremony.signer.state })
  return ceremony
}

/** The same without a lock, for reading. */
export async function readCeremony(db: Db | Tx, context: Context, signerId: string): Promise<Ceremony> {
  const signer = await db.selectFrom('signers').selectAll().where('id', '=', signerId).executeTakeFirstOrThrow()
  const contract = await db.selectFrom('contracts').selectAll().where('id', '=', signer.contract_id).executeTakeFirstOrThrow()
  const documents = await db.selectFrom('documents').selectAll().where('contract_id', '=', contract.id).orderBy('position').execute()
  return { signer, contract, documents, person: context.secrets.open<Person>(signer.person_sealed) }
}

/** Runs a step in one transaction with its ceremony locked. */
export function inCeremony<Result>(context: Context, signerId: string, step: (tx: Tx, ceremony: Ceremony) => Promise<Result>): Promise<Result> {
  return context.db.transaction().execute(async (tx) => step(tx, await loadCeremony(tx, context, signerId)))
}

const order = ['opened', 'identified', 'consented', 'costTableConfirmed', 'readComplete'] as const

/** Refuses a step before the state it needs.
 * @throws LoanSigningError `step-out-of-order` naming the state that is missing */
export function needState(signer: Pick<SignerRow, 'state'>, needed: (typeof order)[number]): void {
  if (order.indexOf(signer.state as never) < order.indexOf(needed)) throw new LoanSigningError('step-out-of-order', { state: signer.state, needed })
}

export const actorOf = (signerId: string): string => `signer:${signerId}`
