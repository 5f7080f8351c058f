import { randomBytes } from 'node:crypto'
import type { TimestampAuthority } from '@loansign/signature'
import { Kysely, PostgresDialect } from 'kysely'
import { decideApplication } from './applications/decideApplication.js'
import { listApplications, readApplication } from './applications/readApplication.js'
import { submitApplication, type SubmitApplicationOptions } from './applications/submitApplication.js'
import { createSession, type CreateSessionOptions } from './ceremony/access/createSession.js'
import type { CeremonySettings, Context, Lender, LogEntry, SealAppearance } from './context.js'
import { createContract, type CreateContractOptions } from './contracts/createContract.js'
import { noteDelivered, type NoteDeliveredOptions } from './contracts/noteDelivered.js'
import { listContracts, readContract } from './contracts/readContract.js'
import { readDocument } from './contracts/readDocument.js'
import { sendContract } from './contracts/sendContract.js'
import { voidContract } from './contracts/voidContract.js'
import { migrate } from './database/migrate.js'
import type { Schema } from './database/schema.js'
import { loadSecrets, type Secrets } from './database/secrets.js'
import type { Hooks } from './events/hooks.js'
import { deliverEvents, type Subscription } from './events/subscriptions.js'
import { findBrokenLink, readEvidence } from './evidence/readEvidence.js'
import { readReading } from './evidence/readReading.js'
import { handleRequest } from './http/handleRequest.js'
import { runDueJobs, startJobs } from './jobs/runJobs.js'
import type { Blobs, CertificateAuthority, ContractGenerator, Database, IdentityProvider, KeyVault, Messenger, Screening, SealSigner } from './ports/index.js'
import { disburseLoan } from './servicing/disburseLoan.js'
import { readPortfolio } from './servicing/portfolio.js'
import { listLoans, readLoan } from './servicing/readLoan.js'
import { recordRepayment, type RecordRepaymentOptions } from './servicing/recordRepayment.js'
import { countersign } from './signing/countersign.js'
import { checkSeal } from './signing/seal/checkSeal.js'
import { previewSeal } from './signing/seal/previewSeal.js'

export interface LoanSigningOptions {
  readonly environment: 'production' | 'development'
  readonly lender: Lender
  /** Where this API is reached from outside, without the base path. */
  readonly publicUrl: string
  /** `/v1` unless given. */
  readonly basePath?: string
  /** The page with the element; links are `${signingPage}#c=CODE`. */
  readonly signingPage: string
  readonly allowedOrigins: readonly string[]
  /** Keys of banks' servers for the HTTP API, as SHA-256 of the secret, hexadecimal. */
  readonly backendKeys?: readonly { readonly id: string; readonly sha256: string }[]
  readonly database: Database
  readonly blobs: Blobs
  readonly keyVault: KeyVault
  readonly products: readonly ContractGenerator[]
  readonly certificateAuthority: CertificateAuthority
  /** Asked in this order. */
  readonly timestampAuthorities: readonly TimestampAuthority[]
  /** Roots of the timestamp authorities, DER; those of the certificate authority unless given. */
  readonly timestampAnchors?: readonly Uint8Array[]
  readonly messenger: Messenger
  readonly identity: IdentityProvider
  readonly screening: Screening
  readonly seal: SealSigner
  readonly sealAppearance?: SealAppearance
  readonly hooks?: Hooks
  readonly settings?: Partial<CeremonySettings>
  readonly now?: () => Date
  readonly random?: (length: number) => Uint8Array
  readonly log?: (entry: LogEntry) => void
}

const defaults: CeremonySettings = {
  linkHours: 168, sessionMinutes: 120, signWithinDays: 7, costTableSeconds: 10, pageSeconds: null, codeMinutes: 10, codeResendSeconds: 60, codeTries: 5,
  codesPerTenMinutes: 3, lockMinutes: 30, leaseSeconds: 120, certificateHours: 24,
}

export type LoanSigning = Awaited<ReturnType<typeof createLoanSigning>>

/**
 * Puts the SDK together: checks the options and connects, nothing more. The schema is brought up to date by `migrate()`, jobs run after `startJobs()`.
 * @throws TypeError for options that cannot work
 */
export async function createLoanSigning(options: LoanSigningOptions) {
  const settings = checkOptions(options)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: options.database.pool }) })
  const trustAnchors = await options.certificateAuthority.trustAnchors()
  await options.database.pool.query('select 1')
  const subscriptions: Subscription[] = []
  let secrets: Secrets | undefined
  let jobs: ReturnType<typeof startJobs> | undefined

  /** The installation's keys lie in a table, so they can be read only once that exists. */
  const context = async (): Promise<Context> => {
    secrets ??= await loadSecrets(db, options.keyVault)
    return {
      db, secrets, settings,
      environment: options.environment,
      lender: options.lender,
      publicUrl: options.publicUrl,
      basePath: options.basePath ?? '/v1',
      signingPage: options.signingPage,
      allowedOrigins: options.allowedOrigins,
      backendKeys: options.backendKeys ?? [],
      blobs: options.blobs,
      keyVault: options.keyVault,
      products: options.products,
      certificateAuthority: options.certificateAuthority,
      timestampAuthorities: options.timestampAuthorities,
      timestampAnchors: options.timestampAnchors ?? trustAnchors,
      messenger: options.messenger,
      identity: options.identity,
      screening: options.screening,
      seal: options.seal,
      sealAppearance: options.sealAppearance ?? null,
      hooks: options.hooks ?? {},
      now: options.now ?? (() => new Date()),
      random: options.random ?? ((length) => new Uint8Array(randomBytes(length))),
      log: options.log ?? (() => undefined),
    }
  }

  return {
    /** Brings the schema up to date. */
    migrate: () => migrate(options.database.pool),
    applications: {
      submit: async (application: SubmitApplicationOptions) => submitApplication(await context(), application),
      approve: async (id: string, { by }: { readonly by: string }) => decideApplication(await context(), id, { event: 'approve', by }),
      reject: async (id: string, { by }: { readonly by: string }) => decideApplication(await context(), id, { event: 'reject', by }),
      get: async (id: string) => readApplication(await context(), id),
      list: async () => listApplications(await context()),
    },
    contracts: {
      create: async (contract: CreateContractOptions) => createContract(await context(), contract),
      send: async (id: string) => sendContract(await context(), id),
      void: async (id: string, reason: { readonly reason: string }) => voidContract(await context(), id, reason),
      countersign: async (id: string, by: { readonly sealedBy: string }) => countersign(await context(), id, by),
      /** The provider's report that a signer's link reached the telephone. */
      noteDelivered: async (id: string, report: NoteDeliveredOptions) => noteDelivered(await context(), id, report),
      /** The four checks before the seal. */
      checkSeal: async (id: string, by: { readonly sealedBy: string }) => checkSeal(await context(), id, by),
      /** A document as it will look with the seal. */
      previewSeal: async (id: string, documentId: string) => previewSeal(await context(), id, documentId),
      /** How one signer read: pages, clauses, receipt. */
      reading: async (id: string, signerId: string) => readReading(await context(), id, signerId),
      get: async (id: string) => readContract(await context(), id),
      list: async () => listContracts(await context()),
      document: async (id: string, documentId: string, revision?: { readonly revision?: 'newest' | 'frozen' }) => readDocument(await context(), id, documentId, revision),
      evidence: async (id: string) => readEvidence(db, id),
      /** The first broken link of a contract's audit trail, or null. */
      auditEvidence: async (id: string) => findBrokenLink(db, id),
    },
    sessions: { create: async (session: CreateSessionOptions) => createSession(await context(), session) },
    loans: {
      get: async (id: string) => readLoan(await context(), id),
      list: async () => listLoans(await context()),
      /** All paid-out loans as of today: ranges overdue, classes, the last twelve months. */
      portfolio: async () => readPortfolio(await context()),
      disburse: async (id: string, payout: { readonly reference: string; readonly on: string }) => disburseLoan(await context(), id, payout),
      repay: async (id: string, repayment: RecordRepaymentOptions) => recordRepayment(await context(), id, repayment),
    },
    /** Registers a durable subscriber; what happened under its name before is delivered first. */
    subscribe(subscription: Subscription): void {
      if (subscriptions.some(({ name }) => name === subscription.name)) throw new TypeError(`there is a subscription named ${subscription.name} already`)
      subscriptions.push(subscription)
    },
    /** Runs jobs and deliveries in this process until close(). */
    async startJobs(): Promise<void> {
      jobs ??= startJobs(await context(), subscriptions)
    },
    /** One round of all jobs and deliveries, for tests and schedulers. */
    async runJobsOnce(): Promise<void> {
      await runDueJobs(await context(), { force: true })
      for (const subscription of subscriptions) await deliverEvents(await context(), subscription)
    },
    /** The HTTP API as one function. */
    fetch: async (request: Request): Promise<Response> => handleRequest(await context(), request),
    /** Roots for whoever validates documents of this installation, DER. */
    trustAnchors,
    async close(): Promise<void> {
      await jobs?.stop()
      await options.database.close()
    },
  }
}

function checkOptions(options: LoanSigningOptions): CeremonySettings {
  const settings = { ...defaults, ...options.settings }
  const wrong = (why: string): never => {
    throw new TypeError(`createLoanSigning: ${why}`)
  }
  if (!['production', 'development'].includes(options.environment)) wrong("environment is 'production' or 'development'")
  if (options.products.length === 0) wrong('at least one product')
  if (options.timestampAuthorities.length === 0) wrong('at least one timestamp authority: a signature without a proven time is worth nothing the day after')
  for (const url of [options.publicUrl, options.signingPage, ...options.allowedOrigins]) if (!URL.canParse(url)) wrong(`${url} is no address`)
  for (const { id, sha256 } of options.backendKeys ?? []) if (!/^[0-9a-f]{64}$/.test(sha256)) wrong(`backendKeys: ${id} needs the SHA-256 of its secret`)
  if (settings.pageSeconds !== null && !(settings.pageSeconds >= 0 && settings.pageSeconds <= 999)) wrong('pageSeconds lies between 0 and 999')
  if (settings.codeMinutes > 10) wrong('codeMinutes is 10 at the most (NIST SP 800-63B-4)')
  if (options.environment === 'production' && (settings.pageSeconds === 0 || settings.costTableSeconds < 1)) wrong('reading times of zero are for development')
  return settings
}
