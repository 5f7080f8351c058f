import type { Person } from '../applications/readApplication.js'
import { placeOf } from '../ceremony/placeOf.js'
import type { Context, Tx } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { askHook } from '../events/askHook.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { deliverMessages, type TextMessage } from './deliverMessages.js'
import { linkMessage } from './messages.js'
import { readContract, type Contract } from './readContract.js'

/** A contract that was sent. */
export interface SentContract extends Contract {
  /** False when the messenger failed: the message is kept, and a job hands it over again. */
  readonly messageHandedOver: boolean
}

/**
 * Sends the link to whoever signs first. A messenger that fails does not undo it: the message is kept and sent again by a job.
 * @throws LoanSigningError `not-found`, `state-conflict`, `hook-refused`, `hook-failed`
 */
export async function sendContract(context: Context, contractId: string): Promise<SentContract> {
  await askHook(context.hooks, 'beforeSend', { contractId })
  const contract = await commitAnswer(context, async (tx) => {
    const row = await tx.selectFrom('contracts').select('state').where('id', '=', contractId).forUpdate().executeTakeFirst()
    if (!row) throw new LoanSigningError('not-found', {}, { says: 'no contract has this identifier' })
    const state = transition(agreementTable, row.state, 'send')
    await tx.updateTable('contracts').set({ state }).where('id', '=', contractId).execute()
    await recordEvent(tx, context, { contractId, type: 'contract.sent', actor: 'system' })
    await inviteNext(tx, context, contractId)
    return readContract({ ...context, db: tx }, contractId)
  })
  await deliverMessages(context, { contractId })
  const waiting = await context.db.selectFrom('messages').select('id').where('contract_id', '=', contractId).executeTakeFirst()
  return { ...contract, messageHandedOver: waiting === undefined }
}

/** Makes the link of the next signer who waits, if one does, and queues its message in the caller's transaction. */
export async function inviteNext(tx: Tx, context: Context, contractId: string): Promise<void> {
  const signer = await tx
    .selectFrom('signers')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('state', '=', 'waiting')
    .orderBy('position')
    .executeTakeFirst()
  if (!signer) return
  const contract = await tx
    .selectFrom('contracts')
    .select(['language', 'number'])
    .where('id', '=', contractId)
    .executeTakeFirstOrThrow()
  const documents = await tx.selectFrom('documents').selectAll().where('contract_id', '=', contractId).orderBy('position').execute()
  // What this person signs first: a guarantor is invited to the guarantee, not to the loan.
  const { title } = documents.find((document) => placeOf(document, signer))!
  const code = Buffer.from(context.random(24)).toString('base64url')
  const now = context.now()
  const expiresAt = new Date(now.getTime() + context.settings.linkHours * 3_600_000)
  await tx
    .insertInto('links')
    .values({ code_hash: sha256(code), signer_id: signer.id, expires_at: expiresAt })
    .execute()
  await tx
    .updateTable('signers')
    .set({ state: transition(signerTable, signer.state, 'invite') })
    .where('id', '=', signer.id)
    .execute()
  const { phone = '' } = context.secrets.open<Person>(signer.person_sealed)
  const { language, number } = contract
  const text = linkMessage({ language, lender: context.lender, title, number, link: `${context.signingPage}#c=${code}` })
  const message: TextMessage = { to: phone, text, signerId: signer.id }
  await tx
    .insertInto('messages')
    .values({ contract_id: contractId, message_sealed: context.secrets.seal(message), next_at: now })
    .execute()
}
