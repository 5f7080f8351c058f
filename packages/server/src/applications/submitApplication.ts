import { backendEndpoints } from '@loansign/protocol/backend'
import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { newIdentifier } from '../database/identifiers.js'
import type { LoanTermsRow, ProductTermsRow } from '../database/schema.js'
import { requireShape } from '../requireShape.js'
import { applicationTable } from '../states/application.js'
import { transition } from '../states/transitions.js'
import { checkApplication } from './checkApplication.js'
import { readApplication, type Application, type Person } from './readApplication.js'

export interface SubmitApplicationOptions {
  readonly product: string
  readonly language: 'zh-CN' | 'en'
  readonly loan: LoanTermsRow
  readonly parties: readonly Person[]
  /** What the product needs beyond the loan, as its schema says. */
  readonly terms?: ProductTermsRow | undefined
}

/** Stores an application and asks the screening port at once. What the port says is kept with its reasons; a person decides.
 * @throws LoanSigningError `request-invalid` and `contract-data-invalid` with the place and what was expected there; `unavailable` when screening does not answer; nothing is stored then */
export async function submitApplication(context: Context, application: SubmitApplicationOptions): Promise<Application> {
  const options = requireShape(backendEndpoints.submitApplication.request, application)
  checkApplication(context, options)
  const id = newIdentifier(context, 'app')
  const { loan } = options
  const screening = await context.screening.screen({
    applicationId: id,
    product: options.product,
    principal: loan.principal,
    currency: loan.currency,
    termMonths: loan.termMonths,
    purpose: loan.purpose,
  })
  return commitAnswer(context, async (tx) => {
    await tx
      .insertInto('applications')
      .values({
        id,
        state: transition(applicationTable, 'submitted', 'screen'),
        product: options.product,
        language: options.language,
        loan: JSON.stringify(loan),
        terms: options.terms === undefined ? null : JSON.stringify(options.terms),
        parties_sealed: context.secrets.seal(options.parties),
        screening: JSON.stringify(screening),
        submitted_at: context.now(),
      })
      .execute()
    return readApplication({ ...context, db: tx }, id)
  })
}
