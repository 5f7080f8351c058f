import { join } from 'node:path'
import { drawSeal } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { createLoanSigning, type LoanSigning } from '@loansign/server'
import {
  developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority, type DevelopmentMessenger,
} from '@loansign/server/development'
import { embeddedPostgres } from '@loansign/server/embedded-postgres'
import { fileBlobs, fileKeyVault } from '@loansign/server/files'
import { postgres } from '@loansign/server/postgres'
import type { House } from './houses.js'
import { releasedProduct } from './studio/releasedProduct.js'
import { studioOf } from './studio/studioOf.js'
import type { TemplateStudio } from './studio/templateStudio.js'

export interface DemoOptions {
  readonly house: House
  readonly language: 'zh-CN' | 'en'
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
  readonly origin: string
  /** Shorter reading times for tests; null for the real ones. */
  readonly readingSeconds: number | null
  /** How long a one-time code lives, for tests; null for the usual time. */
  readonly codeMinutes: number | null
  readonly onNotice: (text: string) => void
}

export interface Demo {
  readonly signing: LoanSigning
  readonly messenger: DevelopmentMessenger
  readonly studio: TemplateStudio
  readonly origin: string
  close(): Promise<void>
}

/** The SDK as a lender would put it together, with the development authorities in place of real ones. */
export async function startDemo({ house, language, dataDirectory, databaseUrl, origin, readingSeconds, codeMinutes, onNotice }: DemoOptions): Promise<Demo> {
  const development = { environment: 'development', directory: join(dataDirectory, 'keys') } as const
  const messenger = developmentMessenger({ ...development, path: join(dataDirectory, 'inbox.jsonl') })
  const engine = typst()
  const studio = studioOf({ house, dataDirectory, engine })
  const chinese = language === 'zh-CN'
  const certificateAuthority = await developmentCertificateAuthority(development)
  const signing = await createLoanSigning({
    environment: 'development',
    lender: { name: house.name, shortName: house.shortName, hotline: house.hotline },
    publicUrl: origin,
    signingPage: `${origin}/portal`,
    allowedOrigins: [origin],
    database: databaseUrl === undefined ? await embeddedPostgres(join(dataDirectory, 'db'), { onNotice }) : postgres(databaseUrl),
    blobs: fileBlobs(join(dataDirectory, 'blobs')),
    keyVault: await fileKeyVault(join(dataDirectory, 'keys', 'vault.key')),
    products: await Promise.all(studio.products.map((product) => releasedProduct(studio, product, engine))),
    certificateAuthority,
    revocationSource: certificateAuthority.revocationSource,
    timestampAuthorities: [await developmentTimestampAuthority(development)],
    messenger,
    identity: developmentIdentity(development),
    screening: developmentScreening(development),
    seal: await developmentSeal({ ...development, lenderName: house.name }),
    sealAppearance: drawSeal({ organization: house.name, caption: chinese ? '合同专用章' : 'AGREEMENTS', note: chinese ? '样章 TEST' : 'TEST' }),
    settings: { ...(readingSeconds === null ? {} : { pageSeconds: readingSeconds, costTableSeconds: readingSeconds }), ...(codeMinutes === null ? {} : { codeMinutes }) },
    log: ({ event, incident, error }) => console.error(event, incident ?? '', error instanceof Error ? `${error.name}: ${error.message}` : ''),
  })
  await signing.migrate()
  await signing.startJobs()
  return {
    signing,
    messenger,
    studio,
    origin,
    async close() {
      await signing.close()
      await engine.close()
    },
  }
}
