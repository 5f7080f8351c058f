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

/** @throws LoanSigningError `unauthenticated`, `proof-invalid`, `proof-clock-skew` */
export async function authenticate(context: Context, endpoint: Endpoint, request: Request): Promise<Caller> {
  const authorization = request.headers.get('authorization') ?? ''
  if (endpoint.principal === 'backend') return authenticateBackend(context, authorization)
  const path = new URL(request.url).pathname
  const proof = request.headers.get('dpop')
  if (endpoint.principal === 'link') {
    const thumbprint = await verifyProof(context, { proof, method: request.method, path, token: null })
    return { principal: 'link', thumbprint, key: `link:${thumbprint}` }
  }
  const token = /^DPoP ([A-Za-z0-9_-]{20,128})$/.exec(authorization)?.[1]
  if (!token) throw new LoanSigningError('unauthenticated')
  const row = await context.db.selectFrom('sessions').selectAll().where('token_hash', '=', sha256(token)).executeTakeFirst()
  if (!row || row.expires_at < context.now()) throw new LoanSigningError('unauthenticated')
  const thumbprint = await verifyProof(context, { proof, method: request.method, path, token })
  if (row.thumbprint === null) {
    // A portal's token is bound by its first use; of two at once, one wins.
    const bound = await context.db.updateTable('sessions').set({ thumbprint }).where('token_hash', '=', row.token_hash).where('thumbprint', 'is', null).executeTakeFirst()
    if (bound.numUpdatedRows !== 1n) throw new LoanSigningError('proof-invalid', { why: 'the token belongs to another key' })
  } else if (row.thumbprint !== thumbprint) throw new LoanSigningError('proof-invalid', { why: 'the token belongs to another key' })
  return { principal: 'session', session: { sessionId: row.id, signerId: row.signer_id, expiresAt: row.expires_at }, key: row.signer_id }
}

function authenticateBackend(context: Context, authorization: string): Caller {
  const secret = /^Bearer (\S{20,200})$/.exec(authorization)?.[1]
  const given = Buffer.from(sha256(secret ?? ''), 'hex')
  // Every key is compared, so that time tells nothing about which one came close.
  const matches = context.backendKeys.filter(({ sha256: expected }) => timingSafeEqual(given, Buffer.from(expected, 'hex')))
  const [key] = matches
  if (!secret || !key) throw new LoanSigningError('unauthenticated')
  return { principal: 'backend', name: key.id, key: `backend:${key.id}` }
}
