import type { SignerAppearance } from '@loansign/protocol/session'
import { evidenceRoot, prepareSignature, SignatureError, toHex, type PreparedSignature } from '@loansign/signature'
import type { Context, Tx } from '../../context.js'
import { readRevision } from '../../database/documents.js'
import type { PreparationRow } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { actorOf, type Ceremony } from '../../ceremony/signerSession.js'
import { placeOf } from '../../ceremony/placeOf.js'
import { inAttempt, type AttemptReference } from '../attempt/attempt.js'
import { evidenceOfAttempt } from './evidenceOfAttempt.js'
import { takeLease } from './takeLease.js'

export interface PrepareSigningOptions extends AttemptReference {
  readonly form: 'drawn' | 'typed'
  readonly appearance: SignerAppearance
}

export interface SigningPreparation {
  readonly preparations: { readonly documentId: string; readonly prepared: PreparedSignature }[]
  /** What the dictionary says in /M: whole seconds. */
  readonly signingTime: string
  /** One for each fact of evidenceFacts, base64url. */
  readonly salts: string[]
  readonly leaseExpiresAt: string
}

/** What a form is drawn with: strokes of a pen, or the picture of a name in letters. */
const kindOf = { drawn: 'strokes', typed: 'mask' } as const

/**
 * Builds the tail of every document on its newest revision and takes the lease on them. Asked again, it prepares anew: the person
 * changed the drawing, or the lease ran out. Every revision ends with a signature that has its timestamp, for no other is ever stored.
 * @throws LoanSigningError `willingness-missing`, `appearance-invalid`, `lease-taken`, `already-signed`
 */
export function prepareSigning(context: Context, options: PrepareSigningOptions): Promise<SigningPreparation> {
  const { signerId, attemptId, form, appearance } = options
  return inAttempt(context, { signerId, attemptId }, async (tx, ceremony, attempt) => {
    // A signature over the earlier preparation was accepted; it goes its way.
    if (attempt.finish) throw new LoanSigningError('already-signed')
    if (!['certified', 'prepared'].includes(attempt.state)) throw new LoanSigningError('willingness-missing', { state: attempt.state })
    if (appearance.kind !== kindOf[form]) throw new LoanSigningError('appearance-invalid', { form, needed: kindOf[form] })
    const lease = await takeLease(tx, context, ceremony.documents, attemptId)
    const facts = await evidenceOfAttempt(tx, { ceremony, attempt, form, appearance })
    const salts = facts.map(() => Buffer.from(context.random(16)).toString('base64url'))
    const root = await evidenceRoot({ facts: facts.map((fact, index) => ({ ...fact, salt: salts[index]! })) })
    const signingTime = new Date(Math.floor(context.now().getTime() / 1000) * 1000)
    const documents = await prepareAll(tx, context, ceremony, { root, signingTime, appearance })
    const preparation: PreparationRow = { form, signingTime: signingTime.toISOString(), salts, fence: lease.fence, documents }
    await tx
      .updateTable('attempts')
      .set({ preparation: JSON.stringify(preparation), state: 'prepared' })
      .where('id', '=', attemptId)
      .execute()
    await recordEvent(tx, context, {
      contractId: ceremony.contract.id,
      type: 'signing.prepared',
      actor: actorOf(signerId),
      data: { attempt: attemptId, form, evidenceRoot: toHex(root) },
    })
    return {
      preparations: documents.map(({ documentId, prepared }) => ({ documentId, prepared })),
      signingTime: preparation.signingTime,
      salts,
      leaseExpiresAt: lease.until.toISOString(),
    }
  })
}

interface TailContent {
  /** The evidence root, 32 octets. */
  readonly root: Uint8Array
  readonly signingTime: Date
  readonly appearance: SignerAppearance
}

async function prepareAll(tx: Tx, context: Context, ceremony: Ceremony, content: TailContent): Promise<PreparationRow['documents']> {
  const { documents, signer, person } = ceremony
  const { root, signingTime, appearance } = content
  const prepared: PreparationRow['documents'] = []
  for (const document of documents) {
    const { id: documentId, revision: baseRevision } = document
    const place = placeOf(document, signer)!
    const base = await readRevision(context, tx, documentId, baseRevision)
    try {
      const options = { base, field: place.field, signerName: person.name, signingTime, evidenceRoot: root, appearance }
      prepared.push({ documentId, baseRevision, prepared: await prepareSignature(options) })
    } catch (cause) {
      throw translate(cause)
    }
  }
  return prepared
}

function translate(cause: unknown): unknown {
  if (!(cause instanceof SignatureError)) return cause
  if (cause.code === 'appearance-invalid') return new LoanSigningError('appearance-invalid', cause.details, { cause })
  if (cause.code === 'field-already-signed') return new LoanSigningError('already-signed', {}, { cause })
  return cause
}
