import type { Context } from '../../context.js'
import { LoanSigningError } from '../../errors.js'
import { grantSession, type SessionGrant } from './grantSession.js'
import { openCeremony } from './openCeremony.js'
import { lockCeremony } from '../signerSession.js'

export interface CreateSessionOptions {
  readonly contractId: string
  readonly signerId: string
  /** The portal's origin; must be one of allowedOrigins. */
  readonly origin: string
}

/**
 * A session for a portal that has logged the signer in itself. The token is bound to the first proof key that uses it.
 * @throws LoanSigningError `origin-not-allowed`, `not-found`, `not-your-turn`
 */
export async function createSession(context: Context, { contractId, signerId, origin }: CreateSessionOptions): Promise<SessionGrant> {
  if (!context.allowedOrigins.includes(origin)) throw new LoanSigningError('origin-not-allowed')
  return context.db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('signers')
      .select('state')
      .where('id', '=', signerId)
      .where('contract_id', '=', contractId)
      .executeTakeFirst()
    if (!known) throw new LoanSigningError('not-found', {}, { says: 'no signer of this contract has this identifier' })
    const ceremony = await lockCeremony(tx, context, signerId)
    if (ceremony.signer.state === 'waiting') throw new LoanSigningError('not-your-turn')
    await openCeremony(tx, context, ceremony)
    return grantSession(tx, context, { signerId, thumbprint: null })
  })
}
