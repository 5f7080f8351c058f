import { inspectBase } from '@loansign/signature'
import { readApplication, type Application } from '../applications/readApplication.js'
import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { sha256, storeRevision } from '../database/documents.js'
import { newIdentifier } from '../database/identifiers.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import type { GeneratedDocument } from '../ports/index.js'
import { applicationTable } from '../states/application.js'
import { transition } from '../states/transitions.js'
import { readContract, type Contract } from './readContract.js'

export interface CreateContractOptions {
  readonly applicationId: string
  /** The lender's own number, printed on the contract. */
  readonly number: string
}

/**
 * Generates the contract of an approved application and freezes it: those bytes and no others are what everybody sees.
 * Nothing is stored when anything about it is wrong.
 * @throws LoanSigningError `not-found`, `state-conflict`, `contract-data-invalid`, `template-error`, `glyph-missing`, `document-refused`
 */
export async function createContract(context: Context, { applicationId, number }: CreateContractOptions): Promise<Contract> {
  const application = await readApplication(context, applicationId)
  const next = transition(applicationTable, application.state, 'generate')
  const id = newIdentifier(context, 'con')
  const document = await generate(context, application, { id, number })
  freezeChecks(document)
  const differing = await generatorOf(context, application.product).checkDrawnText(document)
  if (differing.length > 0) throw new LoanSigningError('document-refused', { findings: differing })
  const revision = await storeRevision(context, document.pdf)
  const now = context.now()
  const documentId = newIdentifier(context, 'doc')
  return commitAnswer(context, async (tx) => {
    const moved = await tx.updateTable('applications').set({ state: next }).where('id', '=', applicationId).where('state', '=', application.state).executeTakeFirst()
    if (moved.numUpdatedRows !== 1n) throw new LoanSigningError('state-conflict', { state: application.state, event: 'generate' })
    await tx.insertInto('contracts').values({
      id, application_id: applicationId, number, version: 1, product: application.product, language: application.language, title: document.title,
      amount_text: document.amountText, state: 'generated', approved_by: application.decidedBy ?? '', created_at: now,
      sign_before: new Date(now.getTime() + context.settings.signWithinDays * 86_400_000),
    }).execute()
    await tx.insertInto('documents').values({
      id: documentId, contract_id: id, position: 0, title: document.title, pages: document.pages, frozen_sha256: revision.sha256, frozen_size: revision.size,
      revision_sha256: revision.sha256, revision_size: revision.size, places: JSON.stringify(document.places), clauses: JSON.stringify(document.keyClauses.map(({ id, page }) => ({ id, page }))),
    }).execute()
    await tx.insertInto('revisions').values({ document_id: documentId, revision: 0, ...revision }).execute()
    for (const [position, person] of application.parties.filter(({ role }) => role !== 'lender').entries()) {
      await tx.insertInto('signers').values({
        id: newIdentifier(context, 'sgn'), contract_id: id, position, role: person.role, person_sealed: context.secrets.seal(person),
        phone_hash: context.secrets.keyedHash('phone', person.phone ?? ''), state: 'waiting',
      }).execute()
    }
    await recordEvent(tx, context, { contractId: id, type: 'contract.generated', actor: 'system', data: { number, documents: [{ id: documentId, sha256: revision.sha256, ...(document.template ? { template: document.template } : {}) }] } })
    return readContract({ ...context, db: tx }, id)
  })
}

async function generate(context: Context, application: Application, contract: { id: string; number: string }): Promise<GeneratedDocument> {
  const people = application.parties.filter(({ role }) => role !== 'lender')
  const phones = people.map(({ phone }) => phone)
  if (people.length === 0 || phones.some((phone) => !phone)) throw new LoanSigningError('contract-data-invalid', { pointer: '/parties', expected: 'every signer has a telephone number' })
  // One number for two people would let one of them sign as the other.
  if (new Set(phones).size !== phones.length) throw new LoanSigningError('contract-data-invalid', { pointer: '/parties', expected: 'a telephone number of their own for every signer' })
  try {
    return await generatorOf(context, application.product).generate({
      language: application.language,
      lender: context.lender,
      loan: application.loan,
      parties: people,
      contract: { ...contract, version: 1, nonce: Buffer.from(context.random(16)).toString('hex') },
      test: context.environment === 'development',
      now: context.now(),
    })
  } catch (error) {
    const { code, details } = error as { code?: string; details?: Record<string, unknown> }
    if (code === 'contract-data-invalid' || code === 'template-error' || code === 'glyph-missing') throw new LoanSigningError(code, details ?? {}, { cause: error })
    throw error
  }
}

function freezeChecks({ pdf, places }: GeneratedDocument): void {
  const report = inspectBase(pdf, { expectedAttachments: ['loan.json'] })
  const missing = places.filter(({ field }) => !report.fields.some(({ name }) => name === field))
  const lender = places.find(({ role }) => role === 'lender')?.field
  if (report.straddleSeals.some(({ lockedBy }) => lockedBy !== lender)) throw new LoanSigningError('document-refused', { findings: [{ code: 'straddle-seal' }], sha256: sha256(pdf) })
  if (report.findings.length > 0 || missing.length > 0) {
    throw new LoanSigningError('document-refused', { findings: report.findings, missingFields: missing.map(({ field }) => field), sha256: sha256(pdf) })
  }
}

function generatorOf(context: Context, product: string): Context['products'][number] {
  const found = context.products.find((candidate) => candidate.product === product)
  if (!found) throw new LoanSigningError('contract-data-invalid', { pointer: '/product', expected: context.products.map((candidate) => candidate.product) })
  return found
}
