import { keyStatement } from '@loansign/protocol'
import { bytesEqual, signatureAlgorithms, toBase64url, verifySignature } from '@loansign/signature'
import type { Context } from '../../context.js'
import { sha256 } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { actorOf } from '../../ceremony/signerSession.js'
import { inAttempt, type AttemptReference } from './attempt.js'

export interface RegisterKeyOptions extends AttemptReference {
  /** SubjectPublicKeyInfo of a P-256 key, DER, the point uncompressed. */
  readonly spki: Uint8Array
  /** DER ECDSA signature over keyStatement(). */
  readonly proof: Uint8Array
}

const es256 = signatureAlgorithms.find(({ name }) => name === 'ES256')!

/** All of a P-256 SubjectPublicKeyInfo but the 64 octets of the point (RFC 5480 sections 2.1.1 and 2.2). */
const p256Prefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex')

/**
 * Registers the key made in the browser. It comes before the code, so that the code can be bound to it. No key is ever taken twice.
 * @throws LoanSigningError `key-proof-invalid`, `key-reused`
 */
export function registerKey(context: Context, { signerId, attemptId, spki, proof }: RegisterKeyOptions): Promise<{ spkiSha256: string }> {
  return inAttempt(context, { signerId, attemptId }, async (tx, { contract, documents }, attempt) => {
    const spkiSha256 = sha256(spki)
    if (attempt.spki_sha256 === spkiSha256) return { spkiSha256 }
    // One key has one encoding here: otherwise the same key could come again in other clothes.
    const isP256 = spki.length === p256Prefix.length + 64 && bytesEqual(spki.subarray(0, p256Prefix.length), p256Prefix)
    const statement = keyStatement({
      attemptId,
      signerId,
      challenge: toBase64url(attempt.challenge),
      documentDigests: documents.map((document) => document.frozen_sha256),
    })
    const isHeld = isP256 && (await verifySignature({ spki, algorithm: es256, signature: proof, data: statement }))
    if (!isHeld) throw new LoanSigningError('key-proof-invalid')
    if (attempt.state !== 'started') throw new LoanSigningError('step-out-of-order', { state: attempt.state, needed: 'started' })
    const used = await tx.selectFrom('attempts').select('id').where('spki_sha256', '=', spkiSha256).executeTakeFirst()
    if (used) throw new LoanSigningError('key-reused')
    await tx
      .updateTable('attempts')
      .set({ spki, spki_sha256: spkiSha256, state: 'keyRegistered' })
      .where('id', '=', attemptId)
      .execute()
      .catch(refuseDuplicate)
    await recordEvent(tx, context, {
      contractId: contract.id,
      type: 'signing.keyRegistered',
      actor: actorOf(signerId),
      data: { attempt: attemptId, spkiSha256 },
    })
    return { spkiSha256 }
  })
}

/** Two ceremonies may register the same key in the same moment; the unique index lets one of them through. */
function refuseDuplicate(error: unknown): never {
  const uniqueViolation = '23505'
  if ((error as { code?: string }).code === uniqueViolation) throw new LoanSigningError('key-reused', {}, { cause: error })
  throw error
}
