import { fromBase64url, parseCertificate } from '@loansign/signature'
import type { Context } from '../../context.js'
import type { FinishRow } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { lockCeremony } from '../../ceremony/signerSession.js'
import { findAttempt, type AttemptReference } from '../attempt/attempt.js'
import { requestStamp } from './requestStamp.js'

/**
 * Step two of a finish: a verified timestamp for every signature that has none. What was had is kept before the next is asked for.
 * The time must lie inside the certificate's validity; a signature that gets none before the certificate ends is worth nothing.
 * @throws LoanSigningError `timestamp-unavailable` (try again), `certificate-lapsed` (sign again)
 */
export async function stampSignatures(context: Context, reference: AttemptReference): Promise<void> {
  const attempt = await findAttempt(context.db, reference)
  if (attempt.state === 'signed') return
  const { notBefore, notAfter } = parseCertificate(new Uint8Array(attempt.certificate!))
  const finish: FinishRow = structuredClone(attempt.finish!)
  for (const row of finish.signatures) {
    if (row.stamp !== null) continue
    if (context.now() > notAfter) await lapse(context, reference)
    row.stamp = await requestStamp(context, fromBase64url(row.signature))
    const time = new Date(row.stamp.time)
    if (time < notBefore || time > notAfter) await lapse(context, reference)
    await context.db
      .updateTable('attempts')
      .set({ finish: JSON.stringify(finish) })
      .where('id', '=', reference.attemptId)
      .where('state', '=', 'prepared')
      .execute()
  }
}

async function lapse(context: Context, { signerId, attemptId }: AttemptReference): Promise<never> {
  await context.db.transaction().execute(async (tx) => {
    const { contract } = await lockCeremony(tx, context, signerId)
    const lapsed = await tx
      .updateTable('attempts')
      .set({ state: 'lapsed' })
      .where('id', '=', attemptId)
      .where('state', '=', 'prepared')
      .executeTakeFirst()
    if (lapsed.numUpdatedRows !== 1n) return
    await tx.updateTable('documents').set({ lease_attempt: null, lease_until: null }).where('lease_attempt', '=', attemptId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'signing.lapsed', actor: 'system', data: { attempt: attemptId } })
  })
  throw new LoanSigningError('certificate-lapsed')
}
