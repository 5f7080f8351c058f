import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { grantSession, open, type SessionGrant } from './exchangeLink.js'
import { readCeremony } from './signerSession.js'

export interface CreateSessionOptions {
  readonly contractId: string
  readonly signerId: string
  /** The portal's origin; must be one of allowedOrigins. */
  readonly origin: string
}

/** A session for a portal that has logged the signer in itself. The token is bound to the first proof key that uses it.
 * @throws LoanSigningError `origin-not-allowed`, `not-found`, `state-conflict` when it is not this signer's turn */
export async function createSession(context: Context, { contractId, signerId, origin }: CreateSessionOptions): Promise<SessionGrant> {
  if (!context.allowedOrigins.includes(origin)) throw new LoanSigningError('origin-not-allowed')
  return context.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('signers').select(['state']).where('id', '=', signerId).where('contract_id', '=', contractId).executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found')
    if (row.state === 'waiting') throw new LoanSigningError('state-conflict', { state: row.state, event: 'open' })
    const { signer } = await readCeremony(tx, context, signerId)
    if (signer.state === 'invited') await open(tx, context, signerId)
    return grantSession(tx, context, { signerId, thumbprint: null })
  })
}
