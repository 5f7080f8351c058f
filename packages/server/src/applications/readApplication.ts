import type { Context } from '../context.js'
import type { LoanTermsRow, ProductTermsRow } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import type { ApplicationState } from '../states/application.js'

export interface Person {
  /** One of the roles that its product asks. */
  readonly role: string
  readonly name: string
  readonly idNumber?: string | undefined
  readonly phone?: string | undefined
  readonly email?: string | undefined
  readonly address?: string | undefined
}

export interface Application {
  readonly id: string
  readonly state: ApplicationState
  readonly product: string
  readonly language: 'zh-CN' | 'en'
  readonly loan: LoanTermsRow
  /** What the product needs beyond the loan; null when it needs nothing. */
  readonly terms: ProductTermsRow | null
  readonly parties: readonly Person[]
  readonly screening: { readonly decision: 'pass' | 'review' | 'refuse'; readonly reasons: readonly string[]; readonly reference: string } | null
  readonly decidedBy: string | null
  readonly submittedAt: string
}

/** @throws LoanSigningError `not-found` */
export async function readApplication(context: Context, id: string): Promise<Application> {
  const row = await context.db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new LoanSigningError('not-found', {}, { says: 'no application has this identifier' })
  return {
    id: row.id,
    state: row.state as ApplicationState,
    product: row.product,
    language: row.language,
    loan: row.loan,
    terms: row.terms,
    parties: context.secrets.open<Person[]>(row.parties_sealed),
    screening: row.screening,
    decidedBy: row.decided_by,
    submittedAt: row.submitted_at.toISOString(),
  }
}

/** Newest first, at most 200. */
export async function listApplications(context: Context): Promise<readonly Application[]> {
  const rows = await context.db.selectFrom('applications').select('id').orderBy('submitted_at', 'desc').limit(200).execute()
  return Promise.all(rows.map(({ id }) => readApplication(context, id)))
}
