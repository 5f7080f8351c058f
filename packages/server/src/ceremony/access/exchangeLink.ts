import type { Context, Tx } from '../../context.js'
import { sha256 } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { grantSession, type SessionGrant } from './grantSession.js'
import { lockCeremony } from '../signerSession.js'
import { openCeremony } from './openCeremony.js'

export interface ExchangeLinkOptions {
  /** What stands behind `#c=` in the link. */
  readonly code: string
  /** RFC 7638 thumbprint of the key that proved the request. */
  readonly thumbprint: string
}

/**
 * Exchanges the code of a link for a session, once, bound to the key that made the request's proof.
 * The same key may repeat it while the link lives: an answer that was lost on the way must not lock the borrower out.
 * @throws LoanSigningError `link-invalid`, `link-expired`
 */
export async function exchangeLink(context: Context, { code, thumbprint }: ExchangeLinkOptions): Promise<SessionGrant> {
  return context.db.transaction().execute(async (tx) => {
    const codeHash = sha256(code)
    const link = await tx.selectFrom('links').selectAll().where('code_hash', '=', codeHash).forUpdate().executeTakeFirst()
    if (!link) throw new LoanSigningError('link-invalid')
    if (link.expires_at < context.now()) throw new LoanSigningError('link-expired')
    if (link.used_at && !(await hasSession(tx, link.signer_id, thumbprint))) throw new LoanSigningError('link-invalid')
    const ceremony = await lockCeremony(tx, context, link.signer_id)
    if (!link.used_at) await tx.updateTable('links').set({ used_at: context.now() }).where('code_hash', '=', codeHash).execute()
    await openCeremony(tx, context, ceremony)
    return grantSession(tx, context, { signerId: link.signer_id, thumbprint })
  })
}

async function hasSession(tx: Tx, signerId: string, thumbprint: string): Promise<boolean> {
  const session = await tx
    .selectFrom('sessions')
    .select('id')
    .where('signer_id', '=', signerId)
    .where('thumbprint', '=', thumbprint)
    .executeTakeFirst()
  return session !== undefined
}
