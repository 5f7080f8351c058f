import type { Context } from '../context.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { transition } from '../states/transitions.js'
import { abandonAttempts } from '../signing/abandonAttempts.js'

/** Ends contracts that were not signed in time, and forgets proofs and answers nobody can repeat any more. */
export async function expireContracts(context: Context): Promise<void> {
  const now = context.now()
  const due = await context.db.selectFrom('contracts').select('id').where('state', 'in', ['sent', 'inSigning']).where('sign_before', '<', now).execute()
  for (const { id } of due) {
    const revoked = await context.db.transaction().execute(async (tx) => {
      const contract = await tx.selectFrom('contracts').select('state').where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
      if (!['sent', 'inSigning'].includes(contract.state)) return []
      const signers = await tx.selectFrom('signers').select('id').where('contract_id', '=', id).where('state', 'not in', ['signed', 'declined']).execute()
      const serials: string[] = []
      for (const signer of signers) serials.push(...(await abandonAttempts(tx, signer.id)))
      await tx.updateTable('signers').set({ state: 'expired' }).where('contract_id', '=', id).where('state', 'not in', ['signed', 'declined']).execute()
      await tx.updateTable('contracts').set({ state: transition(agreementTable, contract.state, 'expire') }).where('id', '=', id).execute()
      await recordEvent(tx, context, { contractId: id, type: 'contract.expired', actor: 'system' })
      return serials
    })
    for (const serialNumber of revoked) await context.certificateAuthority.revoke({ serialNumber, reason: 'cessationOfOperation' })
  }
  await context.db.deleteFrom('proofs').where('expires_at', '<', now).execute()
  await context.db.deleteFrom('idempotency').where('created_at', '<', new Date(now.getTime() - 7 * 86_400_000)).execute()
}
