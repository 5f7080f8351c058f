import type { Tx } from '../context.js'

/** Ends every open attempt of a signer and gives the serial numbers of certificates to revoke, once the transaction holds. */
export async function abandonAttempts(tx: Tx, signerId: string): Promise<string[]> {
  const rows = await tx.updateTable('attempts').set({ state: 'abandoned' }).where('signer_id', '=', signerId)
    .where('state', 'not in', ['abandoned', 'lapsed', 'signed']).returning('serial_number').execute()
  await tx.updateTable('documents').set({ lease_attempt: null, lease_until: null })
    .where('lease_attempt', 'in', tx.selectFrom('attempts').select('id').where('signer_id', '=', signerId).where('state', '=', 'abandoned')).execute()
  return rows.flatMap((row) => row.serial_number ?? [])
}
