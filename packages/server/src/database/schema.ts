import type { PartyRole } from '@loansign/protocol'
import type { PreparedSignature } from '@loansign/signature'
import type { ColumnType, Generated } from 'kysely'

type Time = ColumnType<Date, Date | string, Date | string>
type MaybeTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json<Value> = ColumnType<Value, string, string>
type MaybeJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>
type MaybeText = ColumnType<string | null, string | null | undefined, string | null>
type MaybeBytes = ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>

/** Every table. Columns named `…_sealed` are encrypted with the personal data key. */
export interface Schema {
  applications: {
    id: string
    state: string
    product: string
    language: 'zh-CN' | 'en'
    loan: Json<LoanTermsRow>
    /** What its product needs beyond the loan, as its schema says. */
    terms: MaybeJson<ProductTermsRow>
    parties_sealed: Uint8Array
    screening: MaybeJson<{ decision: 'pass' | 'review' | 'refuse'; reasons: string[]; reference: string }>
    decided_by: MaybeText
    submitted_at: Time
  }
  contracts: {
    id: string
    application_id: string
    number: string
    version: number
    product: string
    language: 'zh-CN' | 'en'
    title: string
    amount_text: string
    state: string
    approved_by: string
    sealed_by: MaybeText
    sign_before: Time
    created_at: Time
    audit_sequence: Generated<number>
    last_leaf: Generated<string>
    /** The line it opens, as it says; null where it is of one loan. */
    credit_line: MaybeJson<CreditLineRow>
    /** When revocation data about its signers are to be kept, or its documents to be extended to B-LTA, or renewed; null when nothing is due. */
    archive_at: MaybeTime
    archive_tries: Generated<number>
  }
  documents: {
    id: string
    contract_id: string
    position: number
    title: string
    pages: number
    frozen_sha256: string
    frozen_size: number
    revision: Generated<number>
    revision_sha256: string
    revision_size: number
    places: Json<PlaceRow[]>
    clauses: Json<{ id: string; page: number }[]>
    fence: Generated<number>
    lease_attempt: MaybeText
    lease_until: MaybeTime
  }
  /** One row a revision: where its ciphertext lies and the wrapped key to it. Destroying the row's key erases the document. */
  revisions: { document_id: string; revision: number; sha256: string; size: number; blob_sha256: string; wrapped_key: Uint8Array; signer_id: MaybeText }
  signers: {
    id: string
    contract_id: string
    position: number
    role: PartyRole
    person_sealed: Uint8Array
    phone_hash: string
    state: string
    identity: MaybeJson<IdentityRow>
    failures: Generated<number>
    locked_until: MaybeTime
    cost_elapsed_ms: Generated<number>
    cost_opened_at: MaybeTime
    cost_confirmed_at: MaybeTime
    reading_completed_at: MaybeTime
    reading_receipt: MaybeText
    receipt: MaybeJson<unknown>
    signed_at: MaybeTime
  }
  links: { code_hash: string; signer_id: string; expires_at: Time; used_at: MaybeTime }
  sessions: { token_hash: string; id: string; signer_id: string; thumbprint: MaybeText; expires_at: Time }
  proofs: { jti_hash: string; expires_at: Time }
  consents: { signer_id: string; consent_id: string; text_sha256: string; decision: 'agreed' | 'refused'; decided_at: Time }
  page_times: {
    signer_id: string
    document_id: string
    page: number
    elapsed_ms: Generated<number>
    opened_at: MaybeTime
    read_at: MaybeTime
    view: string
    reported_ms: Generated<number>
  }
  clause_marks: { signer_id: string; document_id: string; clause_id: string; view: string; shown_at: Time; explained_at: MaybeTime; acknowledged_at: MaybeTime }
  attempts: {
    id: string
    signer_id: string
    state: AttemptState
    challenge: Uint8Array
    spki: MaybeBytes
    spki_sha256: MaybeText
    code_hmac: MaybeText
    code_expires_at: MaybeTime
    code_sent_at: MaybeTime
    message_sha256: MaybeText
    willing_at: MaybeTime
    certificate: MaybeBytes
    chain: MaybeJson<string[]>
    serial_number: MaybeText
    preparation: MaybeJson<PreparationRow>
    finish: MaybeJson<FinishRow>
    revocation: ColumnType<RevocationReason | null, RevocationReason | null | undefined, RevocationReason | null>
    revoked_at: MaybeTime
    created_at: Time
  }
  revocation_data: { contract_id: string; certificate_sha256: string; kind: 'ocsp' | 'crl'; der: Uint8Array }
  code_sends: { signer_id: string; attempt_id: string; sent_at: Time }
  messages: { id: Generated<string>; contract_id: string; message_sealed: Uint8Array; attempts: Generated<number>; next_at: Time }
  idempotency: {
    principal: string
    endpoint: string
    key: string
    body_sha256: string
    /** Null while the request is being answered. */
    answer_sealed: MaybeBytes
    created_at: Time
  }
  audit: { contract_id: string; sequence: number; type: string; at: Time; record: string; leaf: string }
  outbox: { id: Generated<string>; contract_id: string; sequence: number; type: string; data: Json<Record<string, unknown>>; at: Time }
  deliveries: { subscription: string; outbox_id: string; contract_id: string; state: 'due' | 'done' | 'dead'; attempts: Generated<number>; next_at: Time; leased_until: MaybeTime; last_error: MaybeText }
  subscriptions: { name: string; since_outbox_id: string }
  jobs: { name: string; due_at: Time; leased_until: MaybeTime }
  loans: { id: string; contract_id: string; state: string; currency: string; principal: string; annual_rate: string; start_date: string; reference: MaybeText; disbursed_on: MaybeText; line_id: MaybeText; drawdown: MaybeJson<DrawdownRow> }
  credit_lines: {
    id: string
    contract_id: string
    state: string
    currency: string
    credit_limit: string
    annual_rate: string
    available_from: string
    available_until: string
    revolving: boolean
    longest_term_months: number
    suspended_for_sealed: MaybeBytes
  }
  instalments: {
    loan_id: string
    number: number
    due_date: string
    principal: string
    interest: string
    paid_principal: Generated<string>
    paid_interest: Generated<string>
    overdue_noted_on: MaybeText
  }
  repayments: { id: string; loan_id: string; amount: string; on_date: string; reference: string }
  secrets: { name: string; wrapped: Uint8Array }
}

export interface LoanTermsRow {
  kind: string
  currency: 'CNY' | 'USD' | 'EUR'
  principal: string
  purpose: string
  annualRatePercent: string
  termMonths: number
  repaymentMethod: 'level-payment' | 'equal-principal' | 'interest-only' | 'bullet'
  startDate: string
  firstDueDate: string
}
/** What a contract says of the line it opens. */
export interface CreditLineRow {
  currency: string
  limit: string
  annualRatePercent: string
  availableFrom: string
  availableUntil: string
  revolving: boolean
  longestTermMonths: number
  drawdowns: readonly Omit<DrawdownRow, 'number' | 'reference'>[]
}
/** A drawdown as it was agreed. */
export interface DrawdownRow {
  /** 1, 2, 3 … within its line. */
  number: number
  /** The lender's own; null for one that was agreed in the contract. */
  reference: string | null
  principal: string
  purpose: string
  startDate: string
  firstDueDate: string
  termMonths: number
  repaymentMethod: LoanTermsRow['repaymentMethod']
}
export type ProductTermsRow = Readonly<Record<string, unknown>>
/** `party` is the position of the signer whose place it is; null for the lender. */
export interface PlaceRow { field: string; role: string; party: number | null; page: number; rect: [number, number, number, number] }
export interface IdentityRow { method: string; provider: string; transactionId: string; verifiedAt: string }
export interface PreparationRow {
  form: 'drawn' | 'typed'
  signingTime: string
  salts: string[]
  fence: number
  documents: { documentId: string; baseRevision: number; prepared: PreparedSignature }[]
}
export interface FinishRow {
  signatures: { documentId: string; signedAttributes: string; signature: string; stamp: StampRow | null }[]
}
/** A verified timestamp token, base64url, with the time and the authority it names. */
export interface StampRow { token: string; time: string; authority: string }
/** An attempt from its key to its signature; `lapsed`: no timestamp was had while the certificate was valid. */
export type AttemptState = 'started' | 'keyRegistered' | 'codeSent' | 'willing' | 'certified' | 'prepared' | 'signed' | 'abandoned' | 'lapsed'
export type RevocationReason = 'superseded' | 'cessationOfOperation'

