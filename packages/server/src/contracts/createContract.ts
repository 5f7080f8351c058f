import type { PartyRole } from '@loansign/protocol'
import { checkApplication, generatorOf, productProblem } from '../applications/checkApplication.js'
import { inSigningOrder } from '../applications/inSigningOrder.js'
import { readApplication, type Application, type Person } from '../applications/readApplication.js'
import type { Context } from '../context.js'
import { commitAnswer } from '../database/commitAnswer.js'
import { storeRevision, type StoredRevision } from '../database/documents.js'
import { newIdentifier } from '../database/identifiers.js'
import { LoanSigningError } from '../errors.js'
import { recordEvent } from '../evidence/recordEvent.js'
import type { GeneratedDocument } from '../ports/index.js'
import { applicationTable } from '../states/application.js'
import { transition } from '../states/transitions.js'
import { freezeChecks } from './freezeChecks.js'
import { readContract, type Contract } from './readContract.js'

export interface CreateContractOptions {
  readonly applicationId: string
  /** The lender's own number, printed on the contract. */
  readonly number: string
}

/** A document whose bytes are stored and do not change any more. */
interface FrozenDocument {
  readonly id: string
  readonly document: GeneratedDocument
  readonly revision: StoredRevision
}

/**
 * Generates all documents of an approved application and freezes them: those bytes and no others are what everybody sees.
 * All or none: nothing is stored when anything about one of them is wrong.
 * @throws LoanSigningError `not-found`, `state-conflict`, `contract-data-invalid`, `template-error`, `glyph-missing`, `document-refused`
 */
export async function createContract(context: Context, { applicationId, number }: CreateContractOptions): Promise<Contract> {
  const application = await readApplication(context, applicationId)
  const next = transition(applicationTable, application.state, 'generate')
  checkApplication(context, application)
  const generator = generatorOf(context, application.product)
  // From here on a person's position is their turn: in places, signers and links.
  const people = inSigningOrder(generator, application.parties)
  const line = generator.creditLine?.({ loan: application.loan, ...(application.terms === null ? {} : { terms: application.terms }) }) ?? null
  const id = newIdentifier(context, 'con')
  const frozen = await freeze(context, await generate(context, { ...application, parties: people }, { id, number }), { application, people })
  const [{ title, amountText }] = frozen.map(({ document }) => document) as [GeneratedDocument]
  const now = context.now()
  return commitAnswer(context, async (tx) => {
    const moved = await tx.updateTable('applications').set({ state: next }).where('id', '=', applicationId).where('state', '=', application.state).executeTakeFirst()
    if (moved.numUpdatedRows !== 1n) throw new LoanSigningError('state-conflict', { state: application.state, event: 'generate' })
    await tx.insertInto('contracts').values({
      id, application_id: applicationId, number, version: 1, product: application.product, language: application.language, title,
      credit_line: line === null ? null : JSON.stringify(line), amount_text: amountText, state: 'generated', approved_by: application.decidedBy ?? '', created_at: now,
      sign_before: new Date(now.getTime() + context.settings.signWithinDays * 86_400_000),
    }).execute()
    for (const [position, { id: documentId, document, revision }] of frozen.entries()) {
      await tx.insertInto('documents').values({
        id: documentId, contract_id: id, position, title: document.title, pages: document.pages, frozen_sha256: revision.sha256, frozen_size: revision.size,
        revision_sha256: revision.sha256, revision_size: revision.size, places: JSON.stringify(document.places), clauses: JSON.stringify(document.keyClauses.map(({ id: clause, page }) => ({ id: clause, page }))),
      }).execute()
      await tx.insertInto('revisions').values({ document_id: documentId, revision: 0, ...revision }).execute()
    }
    for (const [position, person] of people.entries()) {
      await tx.insertInto('signers').values({
        id: newIdentifier(context, 'sgn'), contract_id: id, position, role: person.role as PartyRole, person_sealed: context.secrets.seal(person),
        phone_hash: context.secrets.keyedHash('phone', person.phone ?? ''), state: 'waiting',
      }).execute()
    }
    const documents = frozen.map(({ id: documentId, document, revision }) => ({ id: documentId, sha256: revision.sha256, ...(document.template ? { template: document.template } : {}) }))
    await recordEvent(tx, context, { contractId: id, type: 'contract.generated', actor: 'system', data: { number, documents } })
    return readContract({ ...context, db: tx }, id)
  })
}

async function generate(context: Context, { product, language, loan, parties, terms }: Application, contract: { id: string; number: string }): Promise<readonly GeneratedDocument[]> {
  const { name, hotline } = context.lender
  try {
    return await generatorOf(context, product).generateDocuments({
      language,
      lender: { name, hotline },
      loan,
      parties,
      ...(terms === null ? {} : { terms }),
      contract: { ...contract, version: 1, nonce: Buffer.from(context.random(16)).toString('hex') },
      test: context.environment === 'development',
      now: context.now(),
    })
  } catch (error) {
    throw productProblem(error)
  }
}

interface FreezeOptions {
  readonly application: Application
  readonly people: readonly Person[]
}

/** Checks every document before the first is stored. */
async function freeze(context: Context, documents: readonly GeneratedDocument[], { application, people }: FreezeOptions): Promise<FrozenDocument[]> {
  const idle = people.filter((_, position) => !documents.some(({ places }) => places.some(({ party }) => party === position)))
  if (documents.length === 0 || idle.length > 0) throw new LoanSigningError('document-refused', { findings: [{ code: 'signer-without-place' }] })
  for (const document of documents) {
    freezeChecks(document, people)
    const differing = await generatorOf(context, application.product).checkDrawnText(document)
    if (differing.length > 0) throw new LoanSigningError('document-refused', { findings: differing })
  }
  const frozen: FrozenDocument[] = []
  for (const document of documents) frozen.push({ id: newIdentifier(context, 'doc'), document, revision: await storeRevision(context, document.pdf) })
  return frozen
}
