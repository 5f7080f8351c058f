import type { Context, Tx } from '../context.js'
import { sha256 } from '../database/documents.js'
import { newIdentifier } from '../database/identifiers.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { agreementTable } from '../states/agreement.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { actorOf, loadCeremony } from './signerSession.js'

export interface SessionGrant {
  readonly sessionToken: string
  readonly expiresAt: Date
}

/**
 * Exchanges the code of a link for a session, once, bound to the key that made the request's proof.
 * The same key may repeat it while the link lives: an answer that was lost on the way must not lock the borrower out.
 * @throws LoanSigningError `link-invalid`, `link-expired`, `ceremony-over`
 */
export async function exchangeLink(context: Context, { code, thumbprint }: { readonly code: string; readonly thumbprint: string }): Promise<SessionGrant> {
  return context.db.transaction().execute(async (tx) => {
    const link = await tx.selectFrom('links').selectAll().where('code_hash', '=', sha256(code)).forUpdate().executeTakeFirst()
    if (!link) throw new LoanSigningError('link-invalid')
    if (link.expires_at < context.now()) throw new LoanSigningError('link-expired')
    if (link.used_at) {
      const mine = await tx.selectFrom('sessions').select('id').where('signer_id', '=', link.signer_id).where('thumbprint', '=', thumbprint).executeTakeFirst()
      if (!mine) throw new LoanSigningError('link-invalid')
    }
    const { signer } = await loadCeremony(tx, context, link.signer_id, { evenWhenOver: true })
    await tx.updateTable('links').set({ used_at: link.used_at ?? context.now() }).where('code_hash', '=', link.code_hash).execute()
    if (signer.state === 'invited') await open(tx, context, link.signer_id)
    return grantSession(tx, context, { signerId: link.signer_id, thumbprint })
  })
}

/** Marks the ceremony as opened, the first time. */
export async function open(tx: Tx, context: Context, signerId: string): Promise<void> {
  const { signer, contract } = await loadCeremony(tx, context, signerId)
  await tx.updateTable('signers').set({ state: transition(signerTable, signer.state, 'open') }).where('id', '=', signerId).execute()
  await tx.updateTable('contracts').set({ state: transition(agreementTable, contract.state, 'open') }).where('id', '=', contract.id).execute()
  await recordEvent(tx, context, { contractId: contract.id, type: 'contract.opened', actor: actorOf(signerId), data: { signer: signerId } })
}

/** A new session token. Only its hash is stored. */
export async function grantSession(tx: Tx, context: Context, { signerId, thumbprint }: { readonly signerId: string; readonly thumbprint: string | null }): Promise<SessionGrant> {
  const sessionToken = Buffer.from(context.random(32)).toString('base64url')
  const expiresAt = new Date(context.now().getTime() + context.settings.sessionMinutes * 60_000)
  await tx.insertInto('sessions').values({ token_hash: sha256(sessionToken), id: newIdentifier(context, 'ses'), signer_id: signerId, thumbprint, expires_at: expiresAt }).execute()
  return { sessionToken, expiresAt }
}
