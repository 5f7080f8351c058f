import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { embeddedPostgres } from '../adapters/embedded-postgres/embeddedPostgres.js'
import { fileBlobs } from '../adapters/files/fileBlobs.js'
import { fileKeyVault } from '../adapters/files/fileKeyVault.js'
import { createLoanSigning, type LoanSigning, type LoanSigningOptions } from '../createLoanSigning.js'
import { developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority, type DevelopmentMessenger } from '../development/index.js'

export interface Installation {
  readonly signing: LoanSigning
  readonly messenger: DevelopmentMessenger
  readonly now: () => Date
  advance(milliseconds: number): void
  /** A contract that was sent; gives its id and the code of the link. */
  sent(): Promise<{ contractId: string; code: string }>
  lastCode(): Promise<string>
  close(): Promise<void>
}

/** A whole installation on a real PostgreSQL in a directory of its own, with a clock that tests move. */
export async function installation(overrides: Partial<LoanSigningOptions> = {}): Promise<Installation> {
  const directory = mkdtempSync(join(tmpdir(), 'loansign-test-'))
  // As root the server runs as somebody else, who has to get in.
  chmodSync(directory, 0o711)
  let offset = 0
  let contracts = 0
  const now = (): Date => new Date(Date.now() + offset)
  const engine = typst()
  const development = { environment: 'development', directory: join(directory, 'keys'), now } as const
  const messenger = developmentMessenger({ ...development, path: join(directory, 'inbox.jsonl') })
  const signing = await createLoanSigning({
    environment: 'development',
    lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
    publicUrl: 'http://localhost',
    signingPage: 'http://localhost/portal',
    allowedOrigins: ['http://localhost'],
    backendKeys: [{ id: 'core', sha256: '0'.repeat(64) }],
    database: await embeddedPostgres(join(directory, 'db')),
    blobs: fileBlobs(join(directory, 'blobs')),
    keyVault: await fileKeyVault(join(directory, 'vault.key')),
    products: [personalLoan({ engine })],
    certificateAuthority: await developmentCertificateAuthority(development),
    timestampAuthorities: [await developmentTimestampAuthority(development)],
    messenger,
    identity: developmentIdentity(development),
    screening: developmentScreening(development),
    seal: await developmentSeal({ ...development, lenderName: '青溪县农村信用合作联社' }),
    now,
    ...overrides,
  })
  await signing.migrate()
  const lastText = async (): Promise<string> => (await messenger.read())[0]!.text
  return {
    signing, messenger, now,
    advance: (milliseconds) => {
      offset += milliseconds
    },
    async sent() {
      const application = await signing.applications.submit({
        product: 'personal-loan',
        language: 'zh-CN',
        loan: { kind: '农户生产经营贷款', currency: 'CNY', principal: '300000.00', purpose: '扩建温室大棚', annualRatePercent: '4.25', termMonths: 12, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
        parties: [{ role: 'borrower', name: '周禾田', idNumber: '530000198703150017', phone: '13800000187', address: '云川省青溪县柳河镇' }],
      })
      await signing.applications.approve(application.id, { by: '陆正衡' })
      const contract = await signing.contracts.create({ applicationId: application.id, number: `第${++contracts}号` })
      await signing.contracts.send(contract.id)
      return { contractId: contract.id, code: /#c=([A-Za-z0-9_-]+)/.exec(await lastText())![1]! }
    },
    lastCode: async () => /(?:验证码|Code) (\d{3}) (\d{3})/.exec(await lastText())!.slice(1).join(''),
    async close() {
      await signing.close()
      await engine.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
