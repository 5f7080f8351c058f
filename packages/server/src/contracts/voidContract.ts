import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { abandonAttempts } from '../signing/attempt/abandonAttempts.js'
import { revokeCertificates } from '../signing/attempt/revokeCertificates.js'
import { agreementTable } from '../states/agreement.js'
import { transition } from '../states/transitions.js'
import { readContract, type Contract } from './readContract.js'

/**
 * Voids a contract that is not in force. Whoever was about to sign it is stopped, and certificates of open attempts are revoked.
 * @throws LoanSigningError `not-found`, `state-conflict`
 */
export async function voidContract(context: Context, contractId: string, { reason }: { readonly reason: string }): Promise<Contract> {
  const contract = await commitAnswer(context, async (tx) => {
    const row = await tx.selectFrom('contracts').select('state').where('id', '=', contractId).forUpdate().executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found', {}, { says: 'no contract has this identifier' })
    const state = transition(agreementTable, row.state, 'void')
    const signers = await tx.selectFrom('signers').select('id').where('contract_id', '=', contractId).execute()
    for (const { id } of signers) await abandonAttempts(tx, id, 'cessationOfOperation')
    await tx.updateTable('contracts').set({ state }).where('id', '=', contractId).execute()
    await recordEvent(tx, context, { contractId, type: 'contract.voided', actor: 'staff', data: { reasonLength: reason.length } })
    return readContract({ ...context, db: tx }, contractId)
  })
  await revokeCertificates(context)
  return contract
}
