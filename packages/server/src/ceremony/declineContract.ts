import type { Context } from '../context.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { abandonAttempts } from '../signing/abandonAttempts.js'
import { actorOf, inCeremony } from './signerSession.js'

/** The signer does not want to sign. Certificates of open attempts are revoked. */
export async function declineContract(context: Context, signerId: string, { reason }: { readonly reason?: string | undefined }): Promise<{ declinedAt: string }> {
  const result = await inCeremony(context, signerId, async (tx, { signer, contract }) => {
    const revoked = await abandonAttempts(tx, signerId)
    await tx.updateTable('signers').set({ state: transition(signerTable, signer.state, 'decline') }).where('id', '=', signerId).execute()
    await tx.updateTable('contracts').set({ state: transition(agreementTable, contract.state, 'decline') }).where('id', '=', contract.id).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'contract.declined', actor: actorOf(signerId), data: { signer: signerId, reason: reason ?? null } })
    return { revoked, declinedAt: context.now().toISOString() }
  })
  for (const serialNumber of result.revoked) await context.certificateAuthority.revoke({ serialNumber, reason: 'cessationOfOperation' })
  return { declinedAt: result.declinedAt }
}

/** Asks the loan officer to call. */
export function requestCall(context: Context, signerId: string, { clauseId }: { readonly clauseId?: string | undefined }): Promise<{ requestedAt: string }> {
  return inCeremony(context, signerId, async (tx, { contract }) => {
    await recordEvent(tx, context, { contractId: contract.id, type: 'call.requested', actor: actorOf(signerId), data: { clause: clauseId ?? null } })
    return { requestedAt: context.now().toISOString() }
  })
}
