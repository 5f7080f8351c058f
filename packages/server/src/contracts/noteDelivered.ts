import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { requestInvalid } from '../requireShape.js'

export interface NoteDeliveredOptions {
  readonly signerId: string
  /** When the message reached the telephone, as the provider says; RFC 3339. */
  readonly deliveredAt: string
}

/**
 * The provider's report that a signer's link reached the telephone. Sent, delivered and opened are three events; only this one comes
 * from outside.
 * @throws LoanSigningError `not-found`, `request-invalid`
 */
export async function noteDelivered(context: Context, contractId: string, { signerId, deliveredAt }: NoteDeliveredOptions): Promise<void> {
  if (Number.isNaN(Date.parse(deliveredAt))) throw requestInvalid([{ pointer: '/deliveredAt', expected: 'a time, RFC 3339' }])
  await context.db.transaction().execute(async (tx) => {
    const signer = await tx.selectFrom('signers').select('id').where('id', '=', signerId).where('contract_id', '=', contractId).executeTakeFirst()
    if (!signer) throw new LoanSigningError('not-found', {}, { says: 'no signer of this contract has this identifier' })
    await recordEvent(tx, context, { contractId, type: 'contract.delivered', actor: 'system', data: { signer: signerId, deliveredAt: new Date(deliveredAt).toISOString() } })
  })
}
