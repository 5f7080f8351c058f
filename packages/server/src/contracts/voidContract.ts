import type { Context } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { transition } from '../states/transitions.js'
import { readContract, type Contract } from './readContract.js'

/** Voids a contract that is not in force.
 * @throws LoanSigningError `not-found`, `state-conflict` */
export async function voidContract(context: Context, contractId: string, { reason }: { readonly reason: string }): Promise<Contract> {
  await context.db.transaction().execute(async (tx) => {
    const contract = await tx.selectFrom('contracts').select('state').where('id', '=', contractId).forUpdate().executeTakeFirst()
    if (!contract) throw new LoanSigningError('not-found')
    await tx.updateTable('contracts').set({ state: transition(agreementTable, contract.state, 'void') }).where('id', '=', contractId).execute()
    await recordEvent(tx, context, { contractId, type: 'contract.voided', actor: 'staff', data: { reasonLength: reason.length } })
  })
  return readContract(context, contractId)
}
