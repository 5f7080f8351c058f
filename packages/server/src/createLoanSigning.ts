import { randomBytes } from 'node:crypto'
import type { EventName } from '@loansign/protocol'
import { networkRevocationSource, type RevocationSource, type TimestampAuthority } from '@loansign/signature'
import { guardedFetch } from '@loansign/signature/node'
import { Kysely, PostgresDialect } from 'kysely'
import { answersInTime } from './answersInTime.js'
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
import { checkOptions } from './checkOptions.js'
import { migrate, requireMigrated } from './database/migrate.js'
import type { Schema } from './database/schema.js'
import { loadSecrets, type Secrets } from './database/secrets.js'
import { guardPort, portFailed } from './guardPort.js'
import { LoanSigningError } from './errors.js'
import type { Hooks } from './events/hooks.js'
import { deliverEvents, type Subscription } from './events/subscriptions.js'
import { findBrokenLink, readEvidence } from './evidence/readEvidence.js'
import { readReading } from './evidence/readReading.js'
import { handleRequest } from './http/handleRequest.js'
import { requireNode } from './requireNode.js'
import { runDueJobs, startJobs } from './jobs/runJobs.js'
import type { Blobs, CertificateAuthority, ContractGenerator, Database, IdentityProvider, KeyVault, Messenger, Screening, SealSigner } from './ports/index.js'
import { cancelDrawdown } from './servicing/creditLine/cancelDrawdown.js'
import { drawCredit, type DrawCreditOptions } from './servicing/creditLine/drawCredit.js'
import { listCreditLines, readCreditLine } from './servicing/creditLine/readCreditLine.js'
import { resumeCreditLine, suspendCreditLine } from './servicing/creditLine/suspendCreditLine.js'
import { disburseLoan } from './servicing/disburseLoan.js'
import { readPortfolio } from './servicing/portfolio.js'
import { listLoans, readLoan } from './servicing/readLoan.js'
import { recordRepayment, type RecordRepaymentOptions } from './servicing/recordRepayment.js'
import { countersign } from './signing/countersign.js'
import { checked, requireArguments, verbShapes } from './verbs.js'
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
  /** Where revocation data come from when a contract is archived. Unless given, certificates are asked where (OCSP, lists, issuers), and no address inside your network is. */
  readonly revocationSource?: RevocationSource
  readonly messenger: Messenger
  readonly identity: IdentityProvider
  readonly screening: Screening
  readonly seal: SealSigner
  readonly sealAppearance?: SealAppearance
  readonly hooks?: Hooks
  readonly settings?: Partial<CeremonySettings>
  readonly now?: () => Date
  readonly random?: (length: number) => Uint8Array
  /** Unless given, errors go to the standard error stream and the rest nowhere. */
  readonly log?: (entry: LogEntry) => void
}

export type LoanSigning = Awaited<ReturnType<typeof createLoanSigning>>

/**
 * Puts the SDK together: checks the options and connects, nothing more. The schema is brought up to date by `migrate()`, jobs run after `startJobs()`.
 * @throws LoanSigningError `options-invalid`, `development-port`, `node-unsuitable`, `port-failed` when database or certificate authority do not answer
 */
export async function createLoanSigning(options: LoanSigningOptions) {
  requireNode(process.versions.node)
  const settings = checkOptions(options)
  const [blobs, keyVault] = [guardPort('blobs', options.blobs), guardPort('keyVault', options.keyVault)]
  const [messenger, identity, screening, seal] = [guardPort('messenger', options.messenger), guardPort('identity', options.identity), guardPort('screening', options.screening), guardPort('seal', options.seal)]
  const certificateAuthority = guardPort('certificateAuthority', options.certificateAuthority)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: options.database.pool }) })
  const revocationSource = answersInTime('revocation-unreachable', options.revocationSource ?? networkRevocationSource({ fetch: guardedFetch() }))
  const timestampAuthorities = options.timestampAuthorities.map((authority) => answersInTime('timestamp-unreachable', authority))
  const trustAnchors = await certificateAuthority.trustAnchors()
  await options.database.pool.query('select 1').catch((cause: unknown) => {
    throw portFailed('database', 'pool.query', cause)
  })
  const subscriptions: Subscription[] = []
  let secrets: Secrets | undefined
  let jobs: ReturnType<typeof startJobs> | undefined

  /** The installation's keys lie in a table, so they can be read only once that exists. */
  const context = async (): Promise<Context> => {
    if (secrets === undefined) {
      await requireMigrated(options.database.pool)
      secrets = await loadSecrets(db, keyVault)
    }
    return {
      db, secrets, settings,
      environment: options.environment,
      lender: options.lender,
      publicUrl: options.publicUrl,
      basePath: options.basePath ?? '/v1',
      signingPage: options.signingPage,
      allowedOrigins: options.allowedOrigins,
      backendKeys: options.backendKeys ?? [],
      blobs,
      keyVault,
      products: options.products,
      certificateAuthority,
      timestampAuthorities,
      timestampAnchors: options.timestampAnchors ?? trustAnchors,
      revocationSource,
      messenger,
      identity,
      screening,
      seal,
      sealAppearance: options.sealAppearance ?? null,
      hooks: options.hooks ?? {},
      now: options.now ?? (() => new Date()),
      random: options.random ?? ((length) => new Uint8Array(randomBytes(length))),
      log: options.log ?? logErrors,
    }
  }

  return {
    /** Brings the schema up to date. */
    migrate: () => migrate(options.database.pool),
    applications: {
      submit: async (application: SubmitApplicationOptions) => submitApplication(await context(), application),
      approve: checked(verbShapes.decide, async (id: string, { by }: { readonly by: string }) => decideApplication(await context(), id, { event: 'approve', by })),
      reject: checked(verbShapes.decide, async (id: string, { by }: { readonly by: string }) => decideApplication(await context(), id, { event: 'reject', by })),
      get: checked(verbShapes.one, async (id: string) => readApplication(await context(), id)),
      list: async () => listApplications(await context()),
    },
    contracts: {
      create: checked(verbShapes.create, async (contract: CreateContractOptions) => createContract(await context(), contract)),
      send: checked(verbShapes.one, async (id: string) => sendContract(await context(), id)),
      void: checked(verbShapes.void, async (id: string, reason: { readonly reason: string }) => voidContract(await context(), id, reason)),
      countersign: checked(verbShapes.seal, async (id: string, by: { readonly sealedBy: string }) => countersign(await context(), id, by)),
      /** The provider's report that a signer's link reached the telephone. */
      noteDelivered: checked(verbShapes.noteDelivered, async (id: string, report: NoteDeliveredOptions) => noteDelivered(await context(), id, report)),
      /** The four checks before the seal. */
      checkSeal: checked(verbShapes.seal, async (id: string, by: { readonly sealedBy: string }) => checkSeal(await context(), id, by)),
      /** A document as it will look with the seal. */
      previewSeal: checked(verbShapes.two, async (id: string, documentId: string) => previewSeal(await context(), id, documentId)),
      /** How one signer read: pages, clauses, receipt. */
      reading: checked(verbShapes.two, async (id: string, signerId: string) => readReading(await context(), id, signerId)),
      get: checked(verbShapes.one, async (id: string) => readContract(await context(), id)),
      list: async () => listContracts(await context()),
      document: checked(verbShapes.document, async (id: string, documentId: string, revision?: { readonly revision?: 'newest' | 'frozen' }) => readDocument(await context(), id, documentId, revision)),
      evidence: checked(verbShapes.one, async (id: string) => readEvidence((await context()).db, id)),
      /** The first broken link of a contract's audit trail, or null. */
      auditEvidence: checked(verbShapes.one, async (id: string) => findBrokenLink((await context()).db, id)),
    },
    sessions: { create: checked(verbShapes.session, async (session: CreateSessionOptions) => createSession(await context(), session)) },
    loans: {
      get: checked(verbShapes.one, async (id: string) => readLoan(await context(), id)),
      list: async () => listLoans(await context()),
      /** All paid-out loans as of today: ranges overdue, classes, the last twelve months. */
      portfolio: async () => readPortfolio(await context()),
      disburse: checked(verbShapes.disburse, async (id: string, payout: { readonly reference: string; readonly on: string }) => disburseLoan(await context(), id, payout)),
      /** Gives up a drawdown that was not paid out. */
      cancel: checked(verbShapes.reason, async (id: string, why: { readonly reason: string }) => cancelDrawdown(await context(), id, why)),
      repay: checked(verbShapes.repay, async (id: string, repayment: RecordRepaymentOptions) => recordRepayment(await context(), id, repayment)),
    },
    /** Lines that are drawn in parts; each drawdown is a loan of its own, and goes on with the verbs of `loans`. */
    lines: {
      get: checked(verbShapes.one, async (id: string) => readCreditLine(await context(), id)),
      list: async () => listCreditLines(await context()),
      draw: checked(verbShapes.draw, async (id: string, drawdown: DrawCreditOptions) => drawCredit(await context(), id, drawdown)),
      /** Stops further drawdowns; what is drawn or agreed goes on. */
      suspend: checked(verbShapes.reason, async (id: string, why: { readonly reason: string }) => suspendCreditLine(await context(), id, why)),
      resume: checked(verbShapes.one, async (id: string) => resumeCreditLine(await context(), id)),
    },
    /** Registers a durable subscriber; what happened under its name before is delivered first. */
    subscribe<const Name extends EventName>(subscription: Subscription<Name>): void {
      requireArguments(verbShapes.subscribe, [subscription])
      if (subscriptions.some(({ name }) => name === subscription.name)) throw new LoanSigningError('request-invalid', { issues: [{ pointer: '/name', expected: 'a name that no other subscription has' }] }, { says: `there is a subscription named ${subscription.name} already` })
      subscriptions.push(subscription as unknown as Subscription)
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

/** For those who gave no log: one line each, with what was thrown and its causes. Messages only: what else an error carries may name people. */
function logErrors({ level, event, incident, error }: LogEntry): void {
  if (level !== 'error') return
  const causes: string[] = []
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(`${at.name}: ${at.message}`)
  console.error(`loansign: ${event}${incident === undefined ? '' : ` (incident ${incident})`}${causes.map((cause) => `\n  ${cause}`).join('')}`)
}
