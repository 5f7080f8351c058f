import { evidenceFacts, type CeremonyFacts, type EvidenceFact } from '@loansign/protocol'
import { canonicalJson } from '@loansign/signature'
import type { SignerAppearance } from '@loansign/protocol/session'
import type { Tx } from '../../context.js'
import { sha256 } from '../../database/documents.js'
import type { Ceremony } from '../../ceremony/signerSession.js'
import type { AttemptRow } from '../attempt/attempt.js'

export interface EvidenceOfAttemptOptions {
  readonly ceremony: Ceremony
  readonly attempt: AttemptRow
  readonly form: 'drawn' | 'typed'
  readonly appearance: SignerAppearance
}

/** The facts of a ceremony as the element knows them too; their salted root goes into the signature dictionary. */
export async function evidenceOfAttempt(
  tx: Tx,
  { ceremony, attempt, form, appearance }: EvidenceOfAttemptOptions,
): Promise<EvidenceFact[]> {
  const { signer, contract, documents, person } = ceremony
  const consents = await tx.selectFrom('consents').selectAll().where('signer_id', '=', signer.id).orderBy('consent_id').execute()
  const facts: CeremonyFacts = {
    contract: { id: contract.id, number: contract.number, version: contract.version },
    documents: documents.map((document) => ({ id: document.id, sha256: document.frozen_sha256 })),
    signer: { id: signer.id, role: signer.role, name: person.name },
    identity: signer.identity!,
    consents: consents.map((row) => ({ id: row.consent_id, textSha256: row.text_sha256, decision: row.decision })),
    costTable: { confirmedAt: signer.cost_confirmed_at!.toISOString(), shownSeconds: Math.floor(signer.cost_elapsed_ms / 1000) },
    reading: { completedAt: signer.reading_completed_at!.toISOString(), receiptSha256: sha256(signer.reading_receipt!) },
    willingness: { method: 'one-time-code', messageSha256: attempt.message_sha256!, confirmedAt: attempt.willing_at!.toISOString() },
    key: { spkiSha256: attempt.spki_sha256!, certificateSha256: sha256(attempt.certificate!) },
    appearance: { form, sha256: sha256(canonicalJson(appearance)) },
  }
  return evidenceFacts(facts)
}
