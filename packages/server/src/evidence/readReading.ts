import type { Context } from '../context.js'
import { sha256 } from '../database/documents.js'
import { LoanSigningError } from '../errors.js'

/** How one signer read, kept apart by who says so. Nobody claims that anything was understood. */
export interface Reading {
  readonly signerId: string
  readonly completedAt: string | null
  /** SHA-256 of the receipt whose digest the signature binds; null until reading is complete. */
  readonly receiptSha256: string | null
  /** The receipt itself, canonical JSON. */
  readonly receipt: string | null
  readonly costTable: { readonly confirmedAt: string; readonly shownSeconds: number } | null
  readonly pages: readonly {
    readonly documentId: string
    readonly page: number
    readonly view: string
    /** Counted by the server, and never beyond the minimum of a page. */
    readonly enforcedMilliseconds: number
    /** What the browser said it was visible. */
    readonly reportedMilliseconds: number
    readonly readAt: string | null
  }[]
  readonly clauses: readonly {
    readonly documentId: string
    readonly clauseId: string
    readonly view: string
    readonly shownAt: string
    readonly explainedAt: string | null
    readonly acknowledgedAt: string | null
  }[]
}

/** What is known of a signer's reading, as far as it has come. @throws LoanSigningError `not-found` */
export async function readReading({ db }: Pick<Context, 'db'>, contractId: string, signerId: string): Promise<Reading> {
  const signer = await db.selectFrom('signers').selectAll().where('id', '=', signerId).where('contract_id', '=', contractId).executeTakeFirst()
  if (!signer) throw new LoanSigningError('not-found', {}, { says: 'no signer of this contract has this identifier' })
  const pages = await db.selectFrom('page_times').selectAll().where('signer_id', '=', signerId).orderBy('document_id').orderBy('page').execute()
  const clauses = await db.selectFrom('clause_marks').selectAll().where('signer_id', '=', signerId).orderBy('shown_at').execute()
  return {
    signerId,
    completedAt: signer.reading_completed_at?.toISOString() ?? null,
    receiptSha256: signer.reading_receipt === null ? null : sha256(signer.reading_receipt),
    receipt: signer.reading_receipt,
    costTable: signer.cost_confirmed_at === null ? null : { confirmedAt: signer.cost_confirmed_at.toISOString(), shownSeconds: Math.floor(signer.cost_elapsed_ms / 1000) },
    pages: pages.map((row) => ({
      documentId: row.document_id, page: row.page, view: row.view, enforcedMilliseconds: row.elapsed_ms, reportedMilliseconds: row.reported_ms, readAt: row.read_at?.toISOString() ?? null,
    })),
    clauses: clauses.map((row) => ({
      documentId: row.document_id, clauseId: row.clause_id, view: row.view, shownAt: row.shown_at.toISOString(),
      explainedAt: row.explained_at?.toISOString() ?? null, acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    })),
  }
}
