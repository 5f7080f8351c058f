import { createHash } from 'node:crypto'
import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'

export interface VerifyProofOptions {
  /** The DPoP header. */
  readonly proof: string | null
  readonly method: string
  /** Path of the request below `publicUrl`. */
  readonly path: string
  /** The session token the proof must name; null at the exchange of a link. */
  readonly token: string | null
}

/** How far `iat` may lie from the server's clock, either way. */
const windowMs = 300_000

/**
 * Verifies a DPoP proof (RFC 9449 section 4.3) and gives the thumbprint of its key (RFC 7638). A proof is good for one request:
 * its jti is remembered as long as its iat would be accepted.
 * @throws LoanSigningError `proof-invalid`, `proof-clock-skew`
 */
export async function verifyProof(context: Context, { proof, method, path, token }: VerifyProofOptions): Promise<string> {
  const { jwk, payload } = await verifyJwt(proof)
  const now = context.now().getTime()
  if (payload.htm !== method || !isTarget(context, payload.htu, path)) throw invalid('method or address')
  if (typeof payload.iat !== 'number' || Math.abs(payload.iat * 1000 - now) > windowMs) throw new LoanSigningError('proof-clock-skew')
  const expectedHash = token === null ? undefined : createHash('sha256').update(token).digest('base64url')
  if (payload.ath !== expectedHash) throw invalid('token')
  if (typeof payload.jti !== 'string' || payload.jti.length < 8 || payload.jti.length > 128) throw invalid('jti')
  const thumbprint = thumbprintOf(jwk)
  const fresh = await context.db
    .insertInto('proofs')
    .values({ jti_hash: sha256(`${thumbprint}.${payload.jti}`), expires_at: new Date(now + 2 * windowMs) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (fresh.numInsertedOrUpdatedRows !== 1n) throw invalid('used before')
  return thumbprint
}

const invalid = (why: string, cause?: unknown): LoanSigningError => new LoanSigningError('proof-invalid', { why }, { cause })

/**
 * Whether `htu` names this request. What counts is the address people use, not the one a proxy forwards to: a proof made for somebody
 * else's server must not work here. Query and fragment are left out (RFC 9449 section 4.3, step 9).
 */
function isTarget(context: Pick<Context, 'publicUrl'>, htu: unknown, path: string): boolean {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return false
  const { origin, pathname } = new URL(htu)
  const expected = new URL(`${context.publicUrl.replace(/\/+$/, '')}${path}`)
  return origin === expected.origin && pathname === expected.pathname
}

interface ProofKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** RFC 7638: the required members in lexicographic order, without white space. */
function thumbprintOf({ crv, kty, x, y }: ProofKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
}

type ProofPayload = Readonly<Partial<Record<'htm' | 'htu' | 'iat' | 'jti' | 'ath', unknown>>>

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

async function verifyJwt(proof: string | null): Promise<{ jwk: ProofKey; payload: ProofPayload }> {
  const [header, payload, signature, ...more] = proof?.split('.') ?? []
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0 || proof!.length > 4096)
    throw invalid('form')
  let isHeld: boolean
  let jwk: ProofKey
  try {
    jwk = keyOf(parsePart(header))
    const key = await crypto.subtle.importKey('jwk', { ...jwk }, algorithm, false, ['verify'])
    const signed = Buffer.from(`${header}.${payload}`)
    isHeld = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signature, 'base64url'), signed)
  } catch (cause) {
    throw cause instanceof LoanSigningError ? cause : invalid('form', cause)
  }
  if (!isHeld) throw invalid('signature')
  return { jwk, payload: parsePart(payload) }
}

function parsePart(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (cause) {
    throw invalid('form', cause)
  }
  throw invalid('form')
}

/** The public key of a proof's header; one that brings a private key along is refused (RFC 9449 section 4.2). */
function keyOf({ typ, alg, jwk }: Record<string, unknown>): ProofKey {
  const { kty, crv, x, y, d } = (jwk ?? {}) as Record<string, unknown>
  const isRight = typ === 'dpop+jwt' && alg === 'ES256' && kty === 'EC' && crv === 'P-256' && typeof x === 'string' && typeof y === 'string'
  if (!isRight || d !== undefined) throw invalid('header')
  return { kty, crv, x, y }
}
