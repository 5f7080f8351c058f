import type { Context, Tx } from '../../context.js'
import { sha256 } from '../../database/documents.js'
import { newIdentifier } from '../../database/identifiers.js'

export interface SessionGrant {
  /** 32 random bytes, base64url. Only its SHA-256 is stored. */
  readonly sessionToken: string
  readonly expiresAt: Date
}

export interface GrantSessionOptions {
  readonly signerId: string
  /** Thumbprint of the key the token is bound to; null binds it to the first key that uses it. */
  readonly thumbprint: string | null
}

/** Makes a session of a signer, in the caller's transaction. */
export async function grantSession(tx: Tx, context: Context, { signerId, thumbprint }: GrantSessionOptions): Promise<SessionGrant> {
  const sessionToken = Buffer.from(context.random(32)).toString('base64url')
  const expiresAt = new Date(context.now().getTime() + context.settings.sessionMinutes * 60_000)
  const id = newIdentifier(context, 'ses')
  await tx
    .insertInto('sessions')
    .values({ token_hash: sha256(sessionToken), id, signer_id: signerId, thumbprint, expires_at: expiresAt })
    .execute()
  return { sessionToken, expiresAt }
}
