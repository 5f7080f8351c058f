import type { Selectable } from 'kysely'
import type { Context } from '../../context.js'
import { maskPhone } from '../../contracts/readContract.js'
import type { Schema } from '../../database/schema.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { signerTable } from '../../states/signer.js'
import { transition } from '../../states/transitions.js'
import { consentTexts, type ConsentText } from './consentTexts.js'
import { actorOf, inCeremony, needState, type Ceremony } from '../signerSession.js'

export interface ConsentDecision {
  readonly consentId: string
  /** Which text was on screen, see consentStatement. */
  readonly textSha256: string
  readonly decision: 'agreed' | 'refused'
}

export interface ConsentProgress {
  readonly complete: boolean
  /** Consents that are open, or needed and refused. */
  readonly missing: string[]
}

/**
 * Records one decision for each purpose. They may be changed until all that signing needs are given; whoever changes their mind later declines.
 * @throws LoanSigningError `consent-unknown`, `request-invalid` for two decisions about one purpose, `step-out-of-order`, `state-conflict`, `ceremony-over`
 */
export function decideConsents(context: Context, signerId: string, decisions: readonly ConsentDecision[]): Promise<ConsentProgress> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'identified')
    const texts = textsOf(context, ceremony)
    const unknown = decisions.find(
      ({ consentId, textSha256 }) => !texts.some((text) => text.id === consentId && text.textSha256 === textSha256),
    )
    if (unknown) throw new LoanSigningError('consent-unknown', { consentId: unknown.consentId })
    if (new Set(decisions.map(({ consentId }) => consentId)).size !== decisions.length) throw new LoanSigningError('request-invalid', { why: 'two decisions about one consent' })
    const readRows = () => tx.selectFrom('consents').selectAll().where('signer_id', '=', signerId).execute()
    const before = await readRows()
    const changed = decisions.filter(({ consentId, textSha256, decision }) => {
      const row = before.find((candidate) => candidate.consent_id === consentId)
      return row?.decision !== decision || row.text_sha256 !== textSha256
    })
    if (changed.length === 0) return progressOf(texts, before)
    const state = transition(signerTable, ceremony.signer.state, 'decideConsents')
    for (const { consentId, textSha256, decision } of changed) {
      const columns = { text_sha256: textSha256, decision, decided_at: context.now() }
      await tx
        .insertInto('consents')
        .values({ signer_id: signerId, consent_id: consentId, ...columns })
        .onConflict((conflict) => conflict.columns(['signer_id', 'consent_id']).doUpdateSet(columns))
        .execute()
      await recordEvent(tx, context, {
        contractId: ceremony.contract.id,
        type: 'consent.decided',
        actor: actorOf(signerId),
        data: { consentId, textSha256, decision },
      })
    }
    const progress = progressOf(texts, await readRows())
    if (progress.complete) await tx.updateTable('signers').set({ state }).where('id', '=', signerId).execute()
    return progress
  })
}

function progressOf(texts: readonly ConsentText[], rows: readonly Selectable<Schema['consents']>[]): ConsentProgress {
  const isSettled = ({ id, required, textSha256 }: ConsentText): boolean =>
    rows.some((row) => row.consent_id === id && row.text_sha256 === textSha256 && (row.decision === 'agreed' || !required))
  const missing = texts.filter((text) => !isSettled(text)).map(({ id }) => id)
  return { complete: missing.length === 0, missing }
}

export function textsOf(context: Context, { contract, person }: Pick<Ceremony, 'contract' | 'person'>): ConsentText[] {
  return consentTexts({
    language: contract.language,
    lender: context.lender,
    certificateIssuer: context.certificateAuthority.issuerName,
    phoneMasked: maskPhone(person.phone ?? ''),
  })
}
