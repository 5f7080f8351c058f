import { evidenceFacts, type CeremonyFacts, type ResponseOf } from '@loansign/protocol'
import type { sessionEndpoints, SessionView, SignerAppearance } from '@loansign/protocol/session'
import { canonicalJson, checkTail, coveredBytes, digest, evidenceRoot, fromBase64url, joinPrepared, prepareSignature, toHex, type PreparedSignature } from '@loansign/signature'
import type { OpenedDocument } from './openDocument.js'
import { Refusal } from './refusal.js'
import type { CheckedPreparation } from './signingAttempt.js'

export interface CheckPreparationOptions {
  readonly answer: ResponseOf<typeof sessionEndpoints.prepareSigning>
  readonly view: SessionView
  readonly documents: readonly OpenedDocument[]
  readonly form: 'drawn' | 'typed'
  readonly appearance: SignerAppearance
  readonly spki: Uint8Array
  readonly certificate: Uint8Array
  readonly now: number
}

const timeToleranceMs = 10 * 60_000

/**
 * What you see is what you sign: the tail is rebuilt from the element's own bytes, field, name, drawing and evidence, and must be equal octet by octet.
 * What is digested, and later drawn, is our own join, not the server's.
 * @throws Refusal
 */
export async function checkPreparation(options: CheckPreparationOptions): Promise<CheckedPreparation[]> {
  const { answer, view, documents, appearance, now } = options
  const signingTime = new Date(answer.signingTime)
  if (Math.abs(signingTime.getTime() - now) > timeToleranceMs) throw new Refusal('signing-time')
  const root = await ownEvidenceRoot(options)
  if (answer.preparations.length !== documents.length) throw new Refusal('preparation-mismatch')
  return Promise.all(
    documents.map(async ({ id, bytes }) => {
      const sent = answer.preparations.find(({ documentId }) => documentId === id)?.prepared
      const place = view.documents.find((document) => document.id === id)!.place
      if (!sent) throw new Refusal('preparation-mismatch')
      const own = await prepareSignature({ base: bytes, field: place.field, signerName: view.signer.name, signingTime, evidenceRoot: root, appearance: appearance as never })
      if (sent.tail !== own.tail) throw new Refusal(await whyDifferent(bytes, own, sent.tail, toHex(root)))
      const joined = joinPrepared({ base: bytes, prepared: own })
      if (!checkTail({ base: bytes, revision: joined }).ok) throw new Refusal('tail-mismatch')
      return { documentId: id, joined, digest: await digest({ algorithm: 'SHA-256', data: coveredBytes(joined, own.byteRange) }), page: place.page }
    }),
  )
}

/** A tail that is honest but for the evidence is told apart from one that touches the document. */
async function whyDifferent(base: Uint8Array, own: PreparedSignature, tail: string, root: string): Promise<'tail-mismatch' | 'evidence-mismatch'> {
  if (tail.length !== own.tail.length) return 'tail-mismatch'
  const bytes = fromBase64url(tail)
  const text = Array.from(bytes, (octet) => String.fromCharCode(octet)).join('')
  const report = checkTail({ base, revision: joinPrepared({ base, prepared: { ...own, tail } }) })
  return report.ok && !text.includes(root) ? 'evidence-mismatch' : 'tail-mismatch'
}

/** The salted root over what this element itself showed and did. */
async function ownEvidenceRoot({ answer, view, form, appearance, spki, certificate }: CheckPreparationOptions): Promise<Uint8Array> {
  const hash = async (data: Uint8Array): Promise<string> => toHex(await digest({ algorithm: 'SHA-256', data }))
  const { identity, costTable, reading, willingness } = view
  if (!identity.result || !costTable.confirmedAt || costTable.shownSeconds === null || !reading.completedAt || !reading.receiptSha256 || !willingness.result) throw new Refusal('evidence-mismatch')
  const facts: CeremonyFacts = {
    contract: { id: view.contract.id, number: view.contract.number, version: view.contract.version },
    documents: view.documents.map(({ id, sha256 }) => ({ id, sha256 })),
    signer: { id: view.signer.id, role: view.signer.role, name: view.signer.name },
    identity: identity.result,
    consents: view.consents.flatMap(({ id, textSha256, decision }) => (decision ? [{ id, textSha256, decision }] : [])).sort((a, b) => (a.id < b.id ? -1 : 1)),
    costTable: { confirmedAt: costTable.confirmedAt, shownSeconds: costTable.shownSeconds },
    reading: { completedAt: reading.completedAt, receiptSha256: reading.receiptSha256 },
    willingness: willingness.result,
    key: { spkiSha256: await hash(spki), certificateSha256: await hash(certificate) },
    appearance: { form, sha256: await hash(new TextEncoder().encode(canonicalJson(appearance))) },
  }
  const list = evidenceFacts(facts)
  if (answer.salts.length !== list.length) throw new Refusal('evidence-mismatch')
  return evidenceRoot({ facts: list.map((fact, index) => ({ ...fact, salt: answer.salts[index]! })) })
}
