import { createHash } from 'node:crypto'
import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'

export interface VerifyProofOptions {
  /** The DPoP header. */
  readonly proof: string | null
  readonly method: string
  /** Path of the request as the client sees it. */
  readonly path: string
  /** The session token the proof must name; null at the exchange of a link. */
  readonly token: string | null
}

const windowMs = 300_000

/**
 * Verifies a DPoP proof (RFC 9449 section 4.3) and gives the thumbprint of its key (RFC 7638). A proof is good for one request:
 * its jti is remembered as long as its iat would be accepted.
 * @throws LoanSigningError `proof-invalid`, `proof-clock-skew`
 */
export async function verifyProof(context: Context, { proof, method, path, token }: VerifyProofOptions): Promise<string> {
  const { jwk, payload } = await verifyJwt(proof)
  // Behind a proxy the server does not know its own scheme and host; the path must fit, and the origin be one it knows.
  const target = URL.canParse(String(payload.htu)) ? new URL(String(payload.htu)) : null
  if (payload.htm !== method || target?.pathname !== path) throw new LoanSigningError('proof-invalid', { why: 'method or address' })
  const now = context.now().getTime()
  if (typeof payload.iat !== 'number' || Math.abs(payload.iat * 1000 - now) > windowMs) throw new LoanSigningError('proof-clock-skew')
  const expectedHash = token === null ? undefined : createHash('sha256').update(token).digest('base64url')
  if (payload.ath !== expectedHash) throw new LoanSigningError('proof-invalid', { why: 'token' })
  if (typeof payload.jti !== 'string' || payload.jti.length < 8 || payload.jti.length > 128) throw new LoanSigningError('proof-invalid', { why: 'jti' })
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y })).digest('base64url')
  const fresh = await context.db.insertInto('proofs').values({ jti_hash: sha256(`${thumbprint}.${payload.jti}`), expires_at: new Date(now + 2 * windowMs) })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  if (fresh.numInsertedOrUpdatedRows !== 1n) throw new LoanSigningError('proof-invalid', { why: 'used before' })
  return thumbprint
}

interface ProofPayload {
  readonly htm?: unknown
  readonly htu?: unknown
  readonly iat?: unknown
  readonly jti?: unknown
  readonly ath?: unknown
}

async function verifyJwt(proof: string | null): Promise<{ jwk: JsonWebKey; payload: ProofPayload }> {
  const invalid = (why: string, cause?: unknown): LoanSigningError => new LoanSigningError('proof-invalid', { why }, { cause })
  const parts = proof?.split('.') ?? []
  if (parts.length !== 3 || proof!.length > 4096) throw invalid('form')
  try {
    const [header, payload] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>)
    const jwk = header?.jwk as JsonWebKey | undefined
    if (header?.typ !== 'dpop+jwt' || header.alg !== 'ES256' || jwk?.kty !== 'EC' || jwk.crv !== 'P-256' || jwk.d !== undefined) throw invalid('header')
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
    const key = await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: jwk.x!, y: jwk.y! }, algorithm, false, ['verify'])
    const signed = Buffer.from(`${parts[0]}.${parts[1]}`)
    const holds = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(parts[2]!, 'base64url'), signed)
    if (!holds) throw invalid('signature')
    return { jwk, payload: payload as ProofPayload }
  } catch (cause) {
    throw cause instanceof LoanSigningError ? cause : invalid('form', cause)
  }
}
