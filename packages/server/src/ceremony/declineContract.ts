import type { Context } from '../context.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { abandonAttempts } from '../signing/attempt/abandonAttempts.js'
import { revokeCertificates } from '../signing/attempt/revokeCertificates.js'
import { agreementTable } from '../states/agreement.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { actorOf, inCeremony } from './signerSession.js'

export interface DeclineOptions {
  readonly reason?: 'terms-differ' | 'not-understood' | 'not-needed' | 'other' | undefined
}

/**
 * The signer does not want to sign; the contract ends with it. Certificates of open attempts are revoked.
 * @throws LoanSigningError `ceremony-over`
 */
export async function declineContract(context: Context, signerId: string, { reason }: DeclineOptions): Promise<{ declinedAt: string }> {
  const answer = await inCeremony(context, signerId, async (tx, { signer, contract }) => {
    await abandonAttempts(tx, signerId, 'cessationOfOperation')
    const signerState = transition(signerTable, signer.state, 'decline')
    const contractState = transition(agreementTable, contract.state, 'decline')
    await tx.updateTable('signers').set({ state: signerState }).where('id', '=', signerId).execute()
    await tx.updateTable('contracts').set({ state: contractState }).where('id', '=', contract.id).execute()
    await recordEvent(tx, context, {
      contractId: contract.id,
      type: 'contract.declined',
      actor: actorOf(signerId),
      data: { signer: signerId, reason: reason ?? null },
    })
    return { declinedAt: context.now().toISOString() }
  })
  await revokeCertificates(context)
  return answer
}
