import {
  addSignatureTimestamp,
  assembleSignedData,
  buildSignedAttributes,
  checkTail,
  embedSignature,
  fromBase64url,
  parseCertificate,
  verifyPdf,
} from '@loansign/signature'
import type { Context } from '../context.js'
import { readContract, type Contract } from '../contracts/readContract.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { addRevision, readRevision, storeRevision, type StoredRevision } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'
import { askHook } from '../events/askHook.js'
import { recordEvent } from '../evidence/recordEvent.js'
import { beginServicing } from '../servicing/beginServicing.js'
import { agreementTable } from '../states/agreement.js'
import { transition } from '../states/transitions.js'
import type { DocumentRow } from '../ceremony/signerSession.js'
import { isSamePerson } from './seal/isSamePerson.js'
import { hasSeal, prepareSeal } from './seal/prepareSeal.js'
import { requestStamp } from './signature/requestStamp.js'

export interface CountersignOptions {
  /** Who seals, for the record; somebody else than who approved. */
  readonly sealedBy: string
}

interface Sealed {
  readonly document: DocumentRow
  readonly revision: StoredRevision
  /** Of the seal's timestamp. */
  readonly time: string
}

/**
 * The lender's seal, last of all, on every document that has a place for it. Every earlier signature on every document is validated first; with the seals the contract is in force and its loan, or its line, exists.
 * Sealing is done before anything is changed: interrupted, it is simply done again.
 * @throws LoanSigningError `not-found`, `state-conflict`, `same-person`, `signature-not-intact`, `hook-refused`, `timestamp-unavailable`, `revision-moved`
 */
export async function countersign(context: Context, contractId: string, { sealedBy }: CountersignOptions): Promise<Contract> {
  const before = await readContract(context, contractId)
  transition(agreementTable, before.state, 'countersign')
  if (isSamePerson(before.approvedBy, sealedBy)) throw new LoanSigningError('same-person')
  await askHook(context.hooks, 'beforeCountersign', { contractId, sealedBy })
  const documents = await context.db.selectFrom('documents').selectAll().where('contract_id', '=', contractId).orderBy('position').execute()
  const bases = new Map<DocumentRow, Uint8Array>()
  for (const document of documents) bases.set(document, await readIntact(context, document))
  const sealed: Sealed[] = []
  for (const [document, base] of bases) if (hasSeal(document)) sealed.push(await sealDocument(context, document, base))
  return commitAnswer(context, async (tx) => {
    const contract = await tx.selectFrom('contracts').select(['state', 'credit_line']).where('id', '=', contractId).forUpdate().executeTakeFirstOrThrow()
    const state = transition(agreementTable, contract.state, 'countersign')
    for (const { document, revision } of sealed) await addRevision(tx, document, revision)
    await tx.updateTable('contracts').set({ state, sealed_by: sealedBy, archive_at: context.now(), archive_tries: 0 }).where('id', '=', contractId).execute()
    const data = {
      documents: sealed.map(({ document, revision, time }) => ({ id: document.id, sha256: revision.sha256, timestamp: time })),
    }
    await recordEvent(tx, context, { contractId, type: 'contract.countersigned', actor: 'staff', data })
    await beginServicing(tx, context, { contractId, loan: before.loan, terms: before.terms, line: contract.credit_line })
    return readContract({ ...context, db: tx }, contractId)
  })
}

async function sealDocument(context: Context, document: DocumentRow, base: Uint8Array): Promise<Sealed> {
  const [certificate, ...chain] = await context.seal.certificateChain()
  if (!certificate) throw new LoanSigningError('internal', { why: 'the seal has no certificate' })
  const prepared = await prepareSeal(context, base, document)
  const signedAttributes = await buildSignedAttributes({ messageDigest: fromBase64url(prepared.digest), certificate })
  const signature = await context.seal.sign(signedAttributes)
  const { token, time } = await requestStamp(context, signature)
  const { notBefore, notAfter } = parseCertificate(certificate)
  const stampedAt = new Date(time)
  if (stampedAt < notBefore || stampedAt > notAfter)
    throw new LoanSigningError('internal', { why: 'the certificate of the seal is not valid now' })
  const cms = assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates: [certificate, ...chain] })
  const revision = await embedSignature({ base, prepared, cms: addSignatureTimestamp({ cms, token: fromBase64url(token) }) })
  const tail = checkTail({ base, revision })
  if (!tail.ok) throw new LoanSigningError('internal', { why: 'tail', problems: tail.problems })
  return { document, revision: await storeRevision(context, revision), time }
}

/** The newest revision. Nothing is added to a contract whose signatures do not all pass, whichever of its documents they stand in. */
async function readIntact(context: Context, document: DocumentRow): Promise<Uint8Array> {
  const bytes = await readRevision(context, context.db, document.id, document.revision)
  const trustAnchors = await context.certificateAuthority.trustAnchors()
  const report = await verifyPdf(bytes, { trustAnchors, timestampAnchors: context.timestampAnchors, at: context.now() })
  const expected = document.places.filter(({ role }) => role !== 'lender').length
  if (report.indication === 'TOTAL-PASSED' && report.signatures.length === expected) return bytes
  throw new LoanSigningError('signature-not-intact', {
    document: document.id,
    indication: report.indication,
    subIndication: report.subIndication,
    signatures: report.signatures.length,
    expected,
  })
}
