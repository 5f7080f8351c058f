import type { RevocationSource, TimestampAuthority } from '@loansign/signature'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './database/schema.js'
import type { Secrets } from './database/secrets.js'
import type { Hooks } from './events/hooks.js'
import type { Blobs, CertificateAuthority, ContractGenerator, IdentityProvider, KeyVault, Messenger, Screening, SealSigner } from './ports/index.js'

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

export interface Lender {
  readonly name: string
  /** As a text message begins: 【青溪农信】. */
  readonly shortName: string
  readonly hotline: string
}

/** Times and limits of the ceremony. Every duration names its unit. */
export interface CeremonySettings {
  readonly linkHours: number
  readonly sessionMinutes: number
  readonly signWithinDays: number
  readonly costTableSeconds: number
  /** Minimum seconds a page, or null for the page-scaled default: 3, 5 or 10 for up to 2, up to 5, more pages. */
  readonly pageSeconds: number | null
  readonly codeMinutes: number
  readonly codeResendSeconds: number
  readonly codeTries: number
  readonly codesPerTenMinutes: number
  readonly lockMinutes: number
  readonly leaseSeconds: number
  readonly certificateHours: number
}

/** What every verb works with. Made once by createLoanSigning; holds no state that another process would need. */
export interface Context {
  readonly db: Db
  readonly environment: 'production' | 'development'
  readonly lender: Lender
  readonly signingPage: string
  readonly publicUrl: string
  readonly basePath: string
  readonly allowedOrigins: readonly string[]
  readonly backendKeys: readonly { readonly id: string; readonly sha256: string }[]
  readonly settings: CeremonySettings
  readonly secrets: Secrets
  readonly blobs: Blobs
  readonly keyVault: KeyVault
  readonly products: readonly ContractGenerator[]
  readonly certificateAuthority: CertificateAuthority
  readonly timestampAuthorities: readonly TimestampAuthority[]
  readonly timestampAnchors: readonly Uint8Array[]
  readonly revocationSource: RevocationSource
  readonly messenger: Messenger
  readonly identity: IdentityProvider
  readonly screening: Screening
  readonly seal: SealSigner
  readonly sealAppearance: SealAppearance | null
  readonly hooks: Hooks
  readonly now: () => Date
  readonly random: (length: number) => Uint8Array
  readonly log: (entry: LogEntry) => void
  /** Present while a request with an Idempotency-Key is answered: keeps the first answer, in the transaction of its effect. See commitAnswer. */
  readonly keepAnswer?: (tx: Tx, answer: unknown) => Promise<void>
}

/** A seal drawn as vector paths, lengths in hundredths of a point; see drawSeal of @loansign/contract. */
export interface SealAppearance {
  readonly kind: 'paths'
  readonly width: number
  readonly height: number
  readonly operators: string
  /** What it says, in words. */
  readonly text?: string
}

/** What a log line may hold: names of things, never what they contain. */
export interface LogEntry {
  readonly level: 'info' | 'error'
  readonly event: string
  readonly incident?: string
  readonly error?: unknown
}
