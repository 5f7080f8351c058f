import type { Person } from '../applications/readApplication.js'
import type { Context, Tx } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { askHook } from '../events/askHook.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { linkMessage } from './messages.js'
import { readContract, type Contract } from './readContract.js'

/** Sends the link to whoever signs first.
 * @throws LoanSigningError `not-found`, `state-conflict`, `hook-refused`, `unavailable` */
export async function sendContract(context: Context, contractId: string): Promise<Contract> {
  await askHook(context.hooks.beforeSend, { contractId })
  const invitation = await context.db.transaction().execute(async (tx) => {
    const contract = await tx.selectFrom('contracts').select(['state']).where('id', '=', contractId).forUpdate().executeTakeFirst()
    if (!contract) throw new LoanSigningError('not-found')
    await tx.updateTable('contracts').set({ state: transition(agreementTable, contract.state, 'send') }).where('id', '=', contractId).execute()
    await recordEvent(tx, context, { contractId, type: 'contract.sent', actor: 'system' })
    return inviteNext(tx, context, contractId)
  })
  await deliver(context, invitation)
  return readContract(context, contractId)
}

export interface Invitation {
  readonly to: string
  readonly text: string
}

/** Makes the link of the next signer who waits, or null when nobody does. The message goes out after the transaction. */
export async function inviteNext(tx: Tx, context: Context, contractId: string): Promise<Invitation | null> {
  const signer = await tx.selectFrom('signers').selectAll().where('contract_id', '=', contractId).where('state', '=', 'waiting').orderBy('position').executeTakeFirst()
  if (!signer) return null
  const contract = await tx.selectFrom('contracts').select(['language', 'number', 'title']).where('id', '=', contractId).executeTakeFirstOrThrow()
  const code = Buffer.from(context.random(24)).toString('base64url')
  await tx.insertInto('links').values({
    code_hash: sha256(code), signer_id: signer.id, expires_at: new Date(context.now().getTime() + context.settings.linkHours * 3_600_000),
  }).execute()
  await tx.updateTable('signers').set({ state: transition(signerTable, signer.state, 'invite') }).where('id', '=', signer.id).execute()
  const person = context.secrets.open<Person>(signer.person_sealed)
  const link = `${context.signingPage}#c=${code}`
  return { to: person.phone ?? '', text: linkMessage({ language: contract.language, lender: context.lender, title: contract.title, number: contract.number, link }) }
}

/** A message that does not go out is not lost: the desk sees it and sends again. */
export async function deliver(context: Context, invitation: Invitation | null): Promise<void> {
  if (!invitation) return
  try {
    await context.messenger.sendText(invitation)
  } catch (error) {
    context.log({ level: 'error', event: 'message-not-sent', error })
    throw new LoanSigningError('unavailable', { what: 'messenger' }, { cause: error })
  }
}
