import { keyStatement } from '@loansign/protocol'
import { signatureAlgorithms, toBase64url, verifySignature } from '@loansign/signature'
import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { actorOf } from '../ceremony/signerSession.js'
import { inAttempt } from './attempt.js'

export interface RegisterKeyOptions {
  readonly signerId: string
  readonly attemptId: string
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
  /** DER ECDSA signature over keyStatement(). */
  readonly proof: Uint8Array
}

const es256 = signatureAlgorithms.find(({ name }) => name === 'ES256')!

/** Registers the key made in the browser. It comes before the code, so that the code can be bound to it.
 * @throws LoanSigningError `key-proof-invalid`, `key-reused` */
export function registerKey(context: Context, { signerId, attemptId, spki, proof }: RegisterKeyOptions): Promise<{ spkiSha256: string }> {
  return inAttempt(context, { signerId, attemptId }, async (tx, { contract, documents }, attempt) => {
    const spkiSha256 = sha256(spki)
    if (attempt.spki_sha256 === spkiSha256) return { spkiSha256 }
    const statement = keyStatement({ attemptId, signerId, challenge: toBase64url(attempt.challenge), documentDigests: documents.map((document) => document.frozen_sha256) })
    const holds = await verifySignature({ spki, algorithm: es256, signature: proof, data: statement })
    if (!holds || attempt.state !== 'started') throw new LoanSigningError('key-proof-invalid')
    const used = await tx.selectFrom('attempts').select('id').where('spki_sha256', '=', spkiSha256).executeTakeFirst()
    if (used) throw new LoanSigningError('key-reused')
    await tx.updateTable('attempts').set({ spki, spki_sha256: spkiSha256, state: 'keyRegistered' }).where('id', '=', attemptId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'signing.keyRegistered', actor: actorOf(signerId), data: { attempt: attemptId, spkiSha256 } })
    return { spkiSha256 }
  })
}
