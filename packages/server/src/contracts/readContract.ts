import type { PartyRole } from '@loansign/protocol'
import type { Person } from '../applications/readApplication.js'
import type { Context } from '../context.js'
import type { LoanTermsRow, ProductTermsRow } from '../database/schema.js'
import { LoanSigningError } from '../errors.js'
import type { AuditRecord } from '../evidence/recordEvent.js'
import type { AgreementState } from '../states/agreement.js'

export interface ContractSigner {
  readonly id: string
  readonly role: PartyRole
  readonly name: string
  readonly phoneMasked: string
  readonly state: string
  readonly signedAt: string | null
  readonly lockedUntil: string | null
  /** When the provider said the link arrived; null when it did not say. */
  readonly deliveredAt: string | null
  readonly openedAt: string | null
  readonly pagesRead: number
}

export interface ContractDocument {
  readonly id: string
  readonly title: string
  /** Of the frozen file. */
  readonly sha256: string
  readonly pages: number
  readonly revisionSha256: string
  /** Who signs it, in order. */
  readonly signerIds: readonly string[]
  /** Whether the lender seals it as well. */
  readonly sealed: boolean
}

export interface Contract {
  readonly id: string
  readonly applicationId: string
  readonly number: string
  readonly version: number
  readonly product: string
  readonly title: string
  readonly language: 'zh-CN' | 'en'
  readonly state: string
  readonly approvedBy: string
  readonly sealedBy: string | null
  /** What is missing next: it has to be sent, somebody has to sign, the lender has to seal; or nothing, because it is in force or ended. */
  readonly waitingFor: 'sending' | 'signer' | 'seal' | null
  readonly sentAt: string | null
  readonly effectiveAt: string | null
  /** When its documents first became PAdES B-LTA: with revocation data and a document timestamp, so that they prove themselves without us. */
  readonly archivedAt: string | null
  readonly signBefore: string
  readonly createdAt: string
  /** Of a contract of one loan, once it is in force. */
  readonly loanId: string | null
  /** Of a contract of a line, once it is in force. */
  readonly lineId: string | null
  readonly loan: LoanTermsRow
  readonly terms: ProductTermsRow | null
  readonly documents: readonly ContractDocument[]
  readonly signers: readonly ContractSigner[]
}

/** @throws LoanSigningError `not-found` */
export async function readContract(context: Context, id: string): Promise<Contract> {
  const { db } = context
  const row = await db.selectFrom('contracts').innerJoin('applications', 'applications.id', 'contracts.application_id')
    .selectAll('contracts').select(['applications.loan', 'applications.terms']).where('contracts.id', '=', id).executeTakeFirst()
  if (!row) throw new LoanSigningError('not-found', {}, { says: 'no contract has this identifier' })
  const documents = await db.selectFrom('documents').selectAll().where('contract_id', '=', id).orderBy('position').execute()
  const signers = await db.selectFrom('signers').selectAll().where('contract_id', '=', id).orderBy('position').execute()
  const loan = await db.selectFrom('loans').select('id').where('contract_id', '=', id).where('line_id', 'is', null).executeTakeFirst()
  const line = await db.selectFrom('credit_lines').select('id').where('contract_id', '=', id).executeTakeFirst()
  const pages = await db.selectFrom('page_times').select(({ fn }) => ['signer_id', fn.count<string>('read_at').as('read')]).groupBy('signer_id')
    .where('signer_id', 'in', [...signers.map((signer) => signer.id), '']).execute()
  const milestones = await db.selectFrom('audit').select(['type', 'at', 'record']).where('contract_id', '=', id)
    .where('type', 'in', ['contract.sent', 'contract.delivered', 'contract.opened', 'contract.effective', 'contract.archived']).orderBy('sequence').execute()
  const timeOf = (type: string, signerId?: string): string | null => {
    const found = milestones.find((event) => event.type === type && (signerId === undefined || (JSON.parse(event.record) as AuditRecord).data.signer === signerId))
    return found?.at.toISOString() ?? null
  }
  return {
    id: row.id,
    applicationId: row.application_id,
    number: row.number,
    version: row.version,
    product: row.product,
    title: row.title,
    language: row.language,
    state: row.state,
    approvedBy: row.approved_by,
    sealedBy: row.sealed_by,
    waitingFor: waitingFor(row.state as AgreementState),
    sentAt: timeOf('contract.sent'),
    effectiveAt: timeOf('contract.effective'),
    archivedAt: timeOf('contract.archived'),
    signBefore: row.sign_before.toISOString(),
    createdAt: row.created_at.toISOString(),
    loanId: loan?.id ?? null,
    lineId: line?.id ?? null,
    loan: row.loan,
    terms: row.terms,
    documents: documents.map((document) => ({
      id: document.id, title: document.title, sha256: document.frozen_sha256, pages: document.pages, revisionSha256: document.revision_sha256,
      signerIds: signers.flatMap((signer) => (document.places.some(({ party }) => party === signer.position) ? [signer.id] : [])),
      sealed: document.places.some(({ party }) => party === null),
    })),
    signers: signers.map((signer) => {
      const person = context.secrets.open<Person>(signer.person_sealed)
      return {
        id: signer.id,
        role: signer.role,
        name: person.name,
        phoneMasked: maskPhone(person.phone ?? ''),
        state: signer.state,
        signedAt: signer.signed_at?.toISOString() ?? null,
        lockedUntil: signer.locked_until?.toISOString() ?? null,
        deliveredAt: timeOf('contract.delivered', signer.id),
        openedAt: timeOf('contract.opened', signer.id),
        pagesRead: Number(pages.find((page) => page.signer_id === signer.id)?.read ?? 0),
      }
    }),
  }
}

function waitingFor(state: AgreementState): Contract['waitingFor'] {
  if (state === 'generated') return 'sending'
  if (state === 'sent' || state === 'inSigning') return 'signer'
  return state === 'fullySigned' ? 'seal' : null
}

/** Newest first, at most 200. */
export async function listContracts(context: Context): Promise<readonly Contract[]> {
  const rows = await context.db.selectFrom('contracts').select('id').orderBy('created_at', 'desc').limit(200).execute()
  return Promise.all(rows.map(({ id }) => readContract(context, id)))
}

/** 13800000187 → 138****0187: enough to recognise one's own number. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[ -]/g, '')
  return digits.length < 8 ? '****' : `${digits.slice(0, 3)}****${digits.slice(-4)}`
}
