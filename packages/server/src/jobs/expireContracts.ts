import type { Context } from '../context.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { abandonAttempts } from '../signing/attempt/abandonAttempts.js'
import { revokeCertificates } from '../signing/attempt/revokeCertificates.js'
import { agreementTable } from '../states/agreement.js'
import { transition } from '../states/transitions.js'

const open = ['sent', 'inSigning']

/** Ends contracts that were not signed in time. */
export async function expireContracts(context: Context): Promise<void> {
  const now = context.now()
  const due = await context.db.selectFrom('contracts').select('id').where('state', 'in', open).where('sign_before', '<', now).execute()
  for (const { id } of due) await expireContract(context, id)
  if (due.length > 0) await revokeCertificates(context)
}

async function expireContract(context: Context, contractId: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const contract = await tx.selectFrom('contracts').select('state').where('id', '=', contractId).forUpdate().executeTakeFirstOrThrow()
    if (!open.includes(contract.state)) return
    const signers = await tx
      .selectFrom('signers')
      .select('id')
      .where('contract_id', '=', contractId)
      .where('state', 'not in', ['signed', 'declined'])
      .execute()
    const ids = signers.map(({ id }) => id)
    const accepted = await tx
      .selectFrom('attempts')
      .select('id')
      .where('signer_id', 'in', ids)
      .where('state', '=', 'prepared')
      .where('finish', 'is not', null)
      .executeTakeFirst()
    // Signed in time, only its timestamp is owed: it is finished or lapses, and only then may the contract end.
    if (accepted) return
    for (const id of ids) await abandonAttempts(tx, id, 'cessationOfOperation')
    await tx.updateTable('signers').set({ state: 'expired' }).where('id', 'in', ids).execute()
    await tx
      .updateTable('contracts')
      .set({ state: transition(agreementTable, contract.state, 'expire') })
      .where('id', '=', contractId)
      .execute()
    await recordEvent(tx, context, { contractId, type: 'contract.expired', actor: 'system' })
  })
}
