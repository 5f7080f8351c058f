import { createHash, randomBytes } from 'node:crypto'
import type { Context, Db, Tx } from '../context.js'
import { LoanSigningError } from '../errors.js'
import { decrypt, encrypt } from './secrets.js'

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Where a revision lies; goes into the `revisions` row of the transaction that makes it count. */
export interface StoredRevision {
  readonly sha256: string
  readonly size: number
  readonly blob_sha256: string
  readonly wrapped_key: Uint8Array
}

/**
 * Encrypts a revision with a key of its own and stores it, before any row points to it: an orphan is allowed, a dangling reference is not.
 */
export async function storeRevision(context: Context, bytes: Uint8Array): Promise<StoredRevision> {
  const key = randomBytes(32)
  const sealed = encrypt(key, bytes)
  const blobSha256 = sha256(sealed)
  await context.blobs.put(blobSha256, sealed)
  return { sha256: sha256(bytes), size: bytes.length, blob_sha256: blobSha256, wrapped_key: await context.keyVault.wrap(key) }
}

/** The bytes of a revision, hashed again on the way out.
 * @throws LoanSigningError `not-found`, `internal` when the stored bytes are not the ones recorded */
export async function readRevision(context: Context, db: Db | Tx, documentId: string, revision: number): Promise<Uint8Array> {
  const row = await db.selectFrom('revisions').selectAll().where('document_id', '=', documentId).where('revision', '=', revision).executeTakeFirst()
  if (!row) throw new LoanSigningError('not-found')
  const sealed = await context.blobs.get(row.blob_sha256)
  if (!sealed || sha256(sealed) !== row.blob_sha256) throw new LoanSigningError('internal', { why: 'stored document', document: documentId })
  const bytes = decrypt(await context.keyVault.unwrap(row.wrapped_key), sealed)
  if (sha256(bytes) !== row.sha256) throw new LoanSigningError('internal', { why: 'stored document', document: documentId })
  return bytes
}

/** Makes stored bytes the newest revision of a document, upon the one it had. @throws LoanSigningError `revision-moved` when it has another by now */
export async function addRevision(tx: Tx, document: { readonly id: string; readonly revision: number }, revision: StoredRevision): Promise<void> {
  const next = document.revision + 1
  const moved = await tx
    .updateTable('documents')
    .set({ revision: next, revision_sha256: revision.sha256, revision_size: revision.size })
    .where('id', '=', document.id)
    .where('revision', '=', document.revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) throw new LoanSigningError('revision-moved')
  await tx
    .insertInto('revisions')
    .values({ document_id: document.id, revision: next, ...revision })
    .execute()
}
