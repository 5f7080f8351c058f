import type { SignerAppearance } from '@loansign/protocol/session'
import { evidenceRoot, prepareSignature, SignatureError, type PreparedSignature } from '@loansign/signature'
import type { Context, Tx } from '../context.js'
import { readRevision } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { actorOf, type DocumentRow } from '../ceremony/signerSession.js'
import { inAttempt } from './attempt.js'
import { evidenceOfAttempt } from './evidenceOfAttempt.js'

export interface PrepareSigningOptions {
  readonly signerId: string
  readonly attemptId: string
  readonly form: 'drawn' | 'typed'
  readonly appearance: SignerAppearance
}

export interface SigningPreparation {
  readonly preparations: readonly { readonly documentId: string; readonly prepared: PreparedSignature }[]
  readonly signingTime: string
  readonly salts: readonly string[]
  readonly leaseExpiresAt: string
}

/**
 * Builds the tail of every document on its newest revision and takes the lease on them. Asked again, it prepares anew: the person changed the drawing, or the lease ran out.
 * @throws LoanSigningError `willingness-missing`, `appearance-invalid`, `lease-taken`, `certificate-lapsed`
 */
export function prepareSigning(context: Context, { signerId, attemptId, form, appearance }: PrepareSigningOptions): Promise<SigningPreparation> {
  return inAttempt(context, { signerId, attemptId }, async (tx, ceremony, attempt) => {
    if (!['certified', 'prepared'].includes(attempt.state)) throw new LoanSigningError('willingness-missing', { state: attempt.state })
    const { contract, signer, documents, person } = ceremony
    const now = context.now()
    const lease = await takeLease(tx, context, documents, attemptId)
    const facts = await evidenceOfAttempt(tx, { ceremony, attempt, form, appearance })
    const salts = facts.map(() => Buffer.from(context.random(16)).toString('base64url'))
    const root = await evidenceRoot({ facts: facts.map((fact, index) => ({ ...fact, salt: salts[index]! })) })
    const signingTime = new Date(Math.floor(now.getTime() / 1000) * 1000)
    const preparations: { documentId: string; baseRevision: number; prepared: PreparedSignature }[] = []
    for (const document of documents) {
      const base = await readRevision(context, tx, document.id, document.revision)
      const place = document.places.find(({ role }) => role === signer.role)
      if (!place) throw new LoanSigningError('internal', { why: 'no place for this role', role: signer.role })
      preparations.push({ documentId: document.id, baseRevision: document.revision, prepared: await prepare(base, place.field) })
    }
    const row = { form, signingTime: signingTime.toISOString(), salts, fence: lease.fence, documents: preparations }
    await tx.updateTable('attempts').set({ preparation: JSON.stringify(row), state: 'prepared' }).where('id', '=', attemptId).execute()
    await recordEvent(tx, context, { contractId: contract.id, type: 'signing.prepared', actor: actorOf(signerId), data: { attempt: attemptId, form, evidenceRoot: Buffer.from(root).toString('hex') } })
    return { preparations: preparations.map(({ documentId, prepared }) => ({ documentId, prepared })), signingTime: row.signingTime, salts, leaseExpiresAt: lease.until.toISOString() }

    async function prepare(base: Uint8Array, field: string): Promise<PreparedSignature> {
      try {
        return await prepareSignature({ base, field, signerName: person.name, signingTime, evidenceRoot: root, appearance })
      } catch (cause) {
        if (!(cause instanceof SignatureError)) throw cause
        if (cause.code === 'appearance-invalid') throw new LoanSigningError('appearance-invalid', cause.details, { cause })
        if (cause.code === 'field-already-signed') throw new LoanSigningError('already-signed', {}, { cause })
        throw new LoanSigningError('internal', { why: cause.code }, { cause })
      }
    }
  })
}

/** Whoever signs holds all documents of the contract for a while; a fence number tells a stale holder from the present one. */
async function takeLease(tx: Tx, context: Context, documents: readonly DocumentRow[], attemptId: string): Promise<{ fence: number; until: Date }> {
  const now = context.now()
  const until = new Date(now.getTime() + context.settings.leaseSeconds * 1000)
  for (const { lease_attempt: holder, lease_until: held } of documents) {
    if (holder && holder !== attemptId && held && held > now) throw new LoanSigningError('lease-taken', { leaseExpiresAt: held.toISOString() })
  }
  const fence = Math.max(...documents.map((document) => document.fence)) + 1
  await tx.updateTable('documents').set({ fence, lease_attempt: attemptId, lease_until: until }).where('id', 'in', documents.map(({ id }) => id)).execute()
  return { fence, until }
}
