import type { Context, Tx } from '../context.js'
import { maskPhone } from '../contracts/readContract.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { signerTable } from '../states/signer.js'
import { transition } from '../states/transitions.js'
import { consentTexts, type ConsentText } from './consentTexts.js'
import { actorOf, inCeremony, needState, type Ceremony } from './signerSession.js'

export interface ConsentDecision {
  readonly consentId: string
  readonly textSha256: string
  readonly decision: 'agreed' | 'refused'
}

/** Records one decision per purpose; which text was decided upon is told by its digest.
 * @throws LoanSigningError `consent-unknown`, `step-out-of-order`, `ceremony-over` */
export function decideConsents(context: Context, signerId: string, decisions: readonly ConsentDecision[]): Promise<{ complete: boolean; missing: string[] }> {
  return inCeremony(context, signerId, async (tx, ceremony) => {
    needState(ceremony.signer, 'identified')
    const texts = textsOf(context, ceremony)
    for (const { consentId, textSha256, decision } of decisions) {
      if (!texts.some((text) => text.id === consentId && text.textSha256 === textSha256)) throw new LoanSigningError('consent-unknown', { consentId })
      await tx.insertInto('consents').values({ signer_id: signerId, consent_id: consentId, text_sha256: textSha256, decision, decided_at: context.now() })
        .onConflict((conflict) => conflict.columns(['signer_id', 'consent_id']).doUpdateSet({ text_sha256: textSha256, decision, decided_at: context.now() })).execute()
      await recordEvent(tx, context, { contractId: ceremony.contract.id, type: 'consent.decided', actor: actorOf(signerId), data: { consentId, textSha256, decision } })
    }
    const missing = await missingConsents(tx, texts, signerId)
    if (missing.length === 0 && ceremony.signer.state === 'identified') {
      await tx.updateTable('signers').set({ state: transition(signerTable, 'identified', 'decideConsents') }).where('id', '=', signerId).execute()
    }
    return { complete: missing.length === 0, missing }
  })
}

/** The consents that are open, or needed and refused. */
async function missingConsents(tx: Tx, texts: readonly ConsentText[], signerId: string): Promise<string[]> {
  const rows = await tx.selectFrom('consents').selectAll().where('signer_id', '=', signerId).execute()
  return texts.filter(({ id, required }) => !rows.some((row) => row.consent_id === id && (row.decision === 'agreed' || !required))).map(({ id }) => id)
}

export function textsOf(context: Context, { contract, person }: Ceremony): ConsentText[] {
  return consentTexts({
    language: contract.language,
    lender: context.lender,
    certificateIssuer: context.certificateAuthority.issuerName,
    phoneMasked: maskPhone(person.phone ?? ''),
  })
}
