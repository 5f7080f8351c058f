import type { Context } from '../../context.js'

/**
 * Has every certificate revoked that was marked for it. Called after the transaction that marked one, and by a job: an authority that
 * does not answer is asked again.
 */
export async function revokeCertificates(context: Context): Promise<void> {
  const due = await context.db
    .selectFrom('attempts')
    .select(['id', 'serial_number', 'revocation'])
    .where('revocation', 'is not', null)
    .where('revoked_at', 'is', null)
    .execute()
  for (const { id, serial_number: serialNumber, revocation } of due) {
    try {
      await context.certificateAuthority.revoke({ serialNumber: serialNumber!, reason: revocation! })
      await context.db.updateTable('attempts').set({ revoked_at: context.now() }).where('id', '=', id).execute()
    } catch (error) {
      context.log({ level: 'error', event: 'certificate-not-revoked', error })
    }
  }
}
