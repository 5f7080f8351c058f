import type { Tx } from '../../context.js'
import type { RevocationReason } from '../../database/schema.js'

/** Ends every open attempt of a signer, gives its leases back and marks its certificates for revokeCertificates. */
export async function abandonAttempts(tx: Tx, signerId: string, reason: RevocationReason): Promise<void> {
  const rows = await tx
    .updateTable('attempts')
    .set((eb) => ({
      state: 'abandoned' as const,
      code_hmac: null,
      // Only what was certified has to be revoked.
      revocation: eb.case().when('serial_number', 'is not', null).then(reason).else(null).end(),
    }))
    .where('signer_id', '=', signerId)
    .where('state', 'not in', ['abandoned', 'lapsed', 'signed'])
    .returning('id')
    .execute()
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await tx.updateTable('documents').set({ lease_attempt: null, lease_until: null }).where('lease_attempt', 'in', ids).execute()
}
