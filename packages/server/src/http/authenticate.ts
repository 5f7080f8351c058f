import { timingSafeEqual } from 'node:crypto'
import type { Endpoint } from '@loansign/protocol'
import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import type { SignerSession } from '../ceremony/signerSession.js'
import { verifyProof } from './verifyProof.js'

/** Who makes a request. `key` scopes idempotency. */
export type Caller =
  | { readonly principal: 'link'; readonly thumbprint: string; readonly key: string }
  | { readonly principal: 'session'; readonly session: SignerSession; readonly key: string }
  | { readonly principal: 'backend'; readonly name: string; readonly key: string }

/**
 * Finds out who makes a request, by the principal its endpoint asks for: a proof of possession alone, a session token bound to such a
 * proof (RFC 9449), or a backend key.
 * @throws LoanSigningError `unauthenticated`, `proof-invalid`, `proof-clock-skew`
 */
export async function authenticate(context: Context, endpoint: Endpoint, request: Request, path: string): Promise<Caller> {
  const authorization = request.headers.get('authorization') ?? ''
  if (endpoint.principal === 'backend') return authenticateBackend(context, authorization)
  const proved = { proof: request.headers.get('dpop'), method: request.method, path }
  if (endpoint.principal === 'session') return authenticateSession(context, authorization, proved)
  const thumbprint = await verifyProof(context, { ...proved, token: null })
  return { principal: 'link', thumbprint, key: `link:${thumbprint}` }
}

async function authenticateSession(
  context: Context,
  authorization: string,
  proved: { readonly proof: string | null; readonly method: string; readonly path: string },
): Promise<Caller> {
  const token = /^DPoP ([A-Za-z0-9_-]{20,128})$/i.exec(authorization)?.[1]
  if (!token) throw new LoanSigningError('unauthenticated')
  const tokenHash = sha256(token)
  const row = await context.db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  if (!row || row.expires_at < context.now()) throw new LoanSigningError('unauthenticated')
  const thumbprint = await verifyProof(context, { ...proved, token })
  const bound = row.thumbprint ?? (await bindToken(context, tokenHash, thumbprint))
  if (bound !== thumbprint) throw new LoanSigningError('proof-invalid', { why: 'the token belongs to another key' })
  return { principal: 'session', session: { sessionId: row.id, signerId: row.signer_id, expiresAt: row.expires_at }, key: row.signer_id }
}

/** Binds a portal's token to the first key that uses it; of two at once one wins. Gives the key it is bound to. */
async function bindToken(context: Context, tokenHash: string, thumbprint: string): Promise<string | null> {
  await context.db.updateTable('sessions').set({ thumbprint }).where('token_hash', '=', tokenHash).where('thumbprint', 'is', null).execute()
  const row = await context.db.selectFrom('sessions').select('thumbprint').where('token_hash', '=', tokenHash).executeTakeFirst()
  return row?.thumbprint ?? null
}

function authenticateBackend(context: Context, authorization: string): Caller {
  const secret = /^Bearer (\S{20,200})$/i.exec(authorization)?.[1]
  if (!secret) throw new LoanSigningError('unauthenticated')
  const given = Buffer.from(sha256(secret), 'hex')
  // Every key is compared, so that time tells nothing about which one came close.
  const [match] = context.backendKeys.filter(({ sha256: expected }) => timingSafeEqual(given, Buffer.from(expected, 'hex')))
  if (!match) throw new LoanSigningError('unauthenticated')
  return { principal: 'backend', name: match.id, key: `backend:${match.id}` }
}
