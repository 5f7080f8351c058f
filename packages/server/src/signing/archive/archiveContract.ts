import { extendPdf, SignatureError, verifyPdf } from '@loansign/signature'
import type { Context } from '../../context.js'
import { addRevision, readRevision, storeRevision, type StoredRevision } from '../../database/documents.js'
import { LoanSigningError } from '../../errors.js'
import { recordEvent } from '../../evidence/recordEvent.js'
import { keptFirst, readKept, type Kept } from './keptRevocation.js'
import type { DocumentRow } from '../../ceremony/signerSession.js'

/** A timestamp is covered by the next one so long before the certificate of its authority ends. */
const renewedBeforeMs = 90 * 86_400_000
/** Of an authority whose certificate ends sooner than that, a new timestamp every day is enough. */
const leastMs = 86_400_000

interface Archived {
  readonly document: DocumentRow
  readonly revision: StoredRevision
  /** Of the document timestamp. */
  readonly time: Date
  /** When the certificate of its authority ends. */
  readonly until: Date
}

/**
 * Extends every document of a contract in force to PAdES B-LTA, or renews what was extended before: revocation data and a document timestamp, appended behind the signatures,
 * so that the file alone can be validated in ten years. All or none; interrupted, it is done again. Does nothing where that is not due (any more).
 * @throws SignatureError `extension-refused`, `retryable` while an authority has no newer revocation data yet; LoanSigningError `timestamp-unavailable`, `revision-moved`
 */
export async function archiveContract(context: Context, contractId: string): Promise<void> {
  const now = context.now()
  const isDue = await context.db.selectFrom('contracts').select('id').where('id', '=', contractId).where('state', '=', 'effective').where('archive_at', '<=', now).executeTakeFirst()
  // Another process was faster, since whoever calls listed what is due.
  if (!isDue) return
  const documents = await context.db.selectFrom('documents').selectAll().where('contract_id', '=', contractId).orderBy('position').execute()
  const kept = await readKept(context, contractId)
  const archived: Archived[] = []
  for (const document of documents) archived.push(await archiveDocument(context, document, kept))
  const until = new Date(Math.min(...archived.map((one) => one.until.getTime())))
  const due = new Date(Math.max(until.getTime() - renewedBeforeMs, context.now().getTime() + leastMs))
  await context.db.transaction().execute(async (tx) => {
    for (const { document, revision } of archived) await addRevision(tx, document, revision)
    const { numUpdatedRows } = await tx.updateTable('contracts').set({ archive_at: due, archive_tries: 0 }).where('id', '=', contractId).where('state', '=', 'effective').where('archive_at', '<=', now).executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new LoanSigningError('revision-moved')
    const data = { documents: archived.map(({ document, revision, time }) => ({ id: document.id, sha256: revision.sha256, timestamp: time.toISOString() })), until: until.toISOString() }
    await recordEvent(tx, context, { contractId, type: 'contract.archived', actor: 'system', data })
  })
}

async function archiveDocument(context: Context, document: DocumentRow, kept: Kept): Promise<Archived> {
  const file = await extend(context, await readRevision(context, context.db, document.id, document.revision), kept)
  const trustAnchors = await context.certificateAuthority.trustAnchors()
  const { indication, signatures } = await verifyPdf(file, { trustAnchors, timestampAnchors: context.timestampAnchors, at: context.now() })
  const ours = signatures.filter(({ kind }) => kind === 'signature')
  const [last] = signatures.filter(({ kind }) => kind === 'document-timestamp').sort((a, b) => b.signedLength - a.signedLength)
  if (indication !== 'TOTAL-PASSED' || ours.some(({ level }) => level !== 'B-LTA') || !last?.signer || last.bestSignatureTime === null)
    throw new LoanSigningError('internal', { why: 'level', document: document.id, indication, levels: ours.map(({ level }) => level) })
  return { document, revision: await storeRevision(context, file), time: new Date(last.bestSignatureTime), until: new Date(last.signer.notAfter) }
}

/** By the first timestamp authority that answers. */
async function extend(context: Context, file: Uint8Array, kept: Kept): Promise<Uint8Array> {
  const trustAnchors = await context.certificateAuthority.trustAnchors()
  const { timestampAnchors } = context
  const revocationSource = keptFirst(kept, context.revocationSource)
  const failures: { readonly authority: string; readonly code: string }[] = []
  for (const timestampAuthority of context.timestampAuthorities) {
    try {
      return await extendPdf({ file, trustAnchors, timestampAnchors, revocationSource, timestampAuthority, at: context.now() })
    } catch (error) {
      // What the file or its revocation data lack, they lack for every authority.
      if (error instanceof SignatureError && error.code === 'extension-refused') throw error
      failures.push({ authority: timestampAuthority.name, code: error instanceof SignatureError ? error.code : 'failed' })
    }
  }
  throw new LoanSigningError('timestamp-unavailable', { failures })
}
