import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { embeddedPostgres } from '../adapters/embedded-postgres/embeddedPostgres.js'
import { fileBlobs } from '../adapters/files/fileBlobs.js'
import { fileKeyVault } from '../adapters/files/fileKeyVault.js'
import type { SubmitApplicationOptions } from '../applications/submitApplication.js'
import { createLoanSigning, type LoanSigning, type LoanSigningOptions } from '../createLoanSigning.js'
import {
  developmentCertificateAuthority,
  developmentIdentity,
  developmentMessenger,
  developmentScreening,
  developmentSeal,
  developmentTimestampAuthority,
  type DevelopmentMessenger,
} from '../development/index.js'
import type { Database } from '../ports/index.js'
import { bundledLoan, guaranteedLoan } from './smallProducts.fixture.js'

export interface Installation {
  readonly signing: LoanSigning
  readonly options: LoanSigningOptions
  readonly database: Database
  readonly messenger: DevelopmentMessenger
  /** Goes with the real clock, plus what tests moved it by. */
  readonly now: () => Date
  advance(milliseconds: number): void
  /** A contract that was sent: two pages, a borrower and then a guarantor, unless another application is given. */
  sent(application?: SubmitApplicationOptions): Promise<{ contractId: string; code: string }>
  /** The code of the newest link. */
  lastLink(): Promise<string>
  /** The newest one-time code. */
  lastCode(): Promise<string>
  close(): Promise<void>
}

export const backendSecret = 'only-for-tests-0123456789'

const loan = {
  currency: 'CNY',
  principal: '300000.00',
  annualRatePercent: '4.25',
  termMonths: 12,
  repaymentMethod: 'level-payment',
  startDate: '2026-12-20',
  firstDueDate: '2027-01-20',
} as const

/** The identity numbers fail their check digit: nobody has them. */
const borrower = {
  role: 'borrower',
  name: '周禾田',
  idNumber: '530000198703150017',
  phone: '13800000187',
  address: '云川省青溪县柳河镇',
} as const
const guarantor = { role: 'guarantor', name: '苗有福', idNumber: '530000199005120021', phone: '13800000245' } as const

/** One borrower, four Chinese documents from Typst. */
export const personalLoanApplication: SubmitApplicationOptions = {
  product: 'personal-loan',
  language: 'zh-CN',
  loan: { ...loan, kind: '农户生产经营贷款', purpose: '扩建温室大棚' },
  parties: [borrower],
}

/** One borrower, one document of two pages: for what is not about documents. */
export const smallLoanApplication: SubmitApplicationOptions = { ...personalLoanApplication, product: 'guaranteed-loan' }

const guaranteedLoanApplication: SubmitApplicationOptions = {
  product: 'guaranteed-loan',
  language: 'en',
  loan: { ...loan, kind: 'Farm loan', purpose: 'A greenhouse' },
  parties: [borrower, guarantor],
}

export interface DevelopmentParts {
  readonly environment: 'development'
  /** Where the keys of the development authorities lie. */
  readonly directory: string
  readonly now: () => Date
}

/** Options that differ from the usual ones. */
export type Change = (
  usual: LoanSigningOptions,
  development: DevelopmentParts,
) => Partial<LoanSigningOptions> | Promise<Partial<LoanSigningOptions>>

/** A whole installation on a real PostgreSQL in a directory of its own, with a clock that tests move. */
export async function installation(change: Change = () => ({})): Promise<Installation> {
  const directory = mkdtempSync(join(tmpdir(), 'loansign-test-'))
  // As root the server runs as somebody else, who has to get in.
  chmodSync(directory, 0o711)
  let offset = 0
  let contracts = 0
  const now = (): Date => new Date(Date.now() + offset)
  const engine = typst()
  const development = { environment: 'development', directory: join(directory, 'keys'), now } as const
  const messenger = developmentMessenger({ ...development, path: join(directory, 'inbox.jsonl') })
  const database = await embeddedPostgres(join(directory, 'db'))
  const certificateAuthority = await developmentCertificateAuthority(development)
  const usual: LoanSigningOptions = {
    environment: 'development',
    lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
    publicUrl: 'http://localhost',
    signingPage: 'http://localhost/portal',
    allowedOrigins: ['http://localhost'],
    backendKeys: [{ id: 'core', sha256: createHash('sha256').update(backendSecret).digest('hex') }],
    database,
    blobs: fileBlobs(join(directory, 'blobs')),
    keyVault: await fileKeyVault(join(directory, 'vault.key')),
    products: [personalLoan({ engine }), guaranteedLoan, bundledLoan],
    certificateAuthority,
    revocationSource: certificateAuthority.revocationSource,
    timestampAuthorities: [await developmentTimestampAuthority(development)],
    messenger,
    identity: developmentIdentity(development),
    screening: developmentScreening(development),
    seal: await developmentSeal({ ...development, lenderName: '青溪县农村信用合作联社' }),
    now,
  }
  const options = { ...usual, ...(await change(usual, development)) }
  const signing = await createLoanSigning(options)
  await signing.migrate()
  const lastText = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const found = (await messenger.read()).map(({ text }) => pattern.exec(text)).find((match) => match !== null)
    if (!found) throw new Error(`no message like ${pattern}`)
    return found
  }
  const lastLink = async (): Promise<string> => (await lastText(/#c=([A-Za-z0-9_-]+)/))[1]!
  return {
    signing,
    options,
    database,
    messenger,
    now,
    advance: (milliseconds) => {
      offset += milliseconds
    },
    async sent(application = guaranteedLoanApplication) {
      const { id } = await signing.applications.submit(application)
      await signing.applications.approve(id, { by: '陆正衡' })
      const contract = await signing.contracts.create({ applicationId: id, number: `第${++contracts}号` })
      await signing.contracts.send(contract.id)
      return { contractId: contract.id, code: await lastLink() }
    },
    lastLink,
    lastCode: async () => (await lastText(/(?:验证码|Code) (\d{3}) (\d{3})/)).slice(1).join(''),
    async close() {
      await signing.close()
      await engine.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
