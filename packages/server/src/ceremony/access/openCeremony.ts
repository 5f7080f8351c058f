import type { Context, Tx } from '../../context.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { agreementTable } from '../../states/agreement.js'
import { signerTable } from '../../states/signer.js'
import { transition } from '../../states/transitions.js'
import { actorOf, type Ceremony } from '../signerSession.js'

/** Marks an invited signer's ceremony as opened, the first time somebody gets a session of it. An ended contract stays as it is: there is only its end to be seen. */
export async function openCeremony(tx: Tx, context: Context, { signer, contract }: Ceremony): Promise<void> {
  if (signer.state !== 'invited' || !['sent', 'inSigning'].includes(contract.state)) return
  const signerState = transition(signerTable, signer.state, 'open')
  const contractState = transition(agreementTable, contract.state, 'open')
  await tx.updateTable('signers').set({ state: signerState }).where('id', '=', signer.id).execute()
  await tx.updateTable('contracts').set({ state: contractState }).where('id', '=', contract.id).execute()
  await recordEvent(tx, context, {
    contractId: contract.id,
    type: 'contract.opened',
    actor: actorOf(signer.id),
    data: { signer: signer.id },
  })
}
