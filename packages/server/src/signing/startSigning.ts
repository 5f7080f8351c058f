import type { Context } from '../context.js'
import { newIdentifier } from '../database/identifiers.js'
import { inCeremony, needState } from '../ceremony/signerSession.js'
import { abandonAttempts } from './abandonAttempts.js'

/** Begins an attempt. One is live at a time: an earlier unfinished one is superseded and its certificate revoked. */
export async function startSigning(context: Context, signerId: string): Promise<{ attemptId: string; challenge: Uint8Array }> {
  const started = await inCeremony(context, signerId, async (tx, { signer }) => {
    needState(signer, 'readComplete')
    const revoked = await abandonAttempts(tx, signerId)
    const attemptId = newIdentifier(context, 'att')
    const challenge = context.random(32)
    await tx.insertInto('attempts').values({ id: attemptId, signer_id: signerId, state: 'started', challenge, created_at: context.now() }).execute()
    return { attemptId, challenge, revoked }
  })
  for (const serialNumber of started.revoked) await context.certificateAuthority.revoke({ serialNumber, reason: 'superseded' })
  return { attemptId: started.attemptId, challenge: started.challenge }
}
