import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import type { LoanSigning, LoanSigningOptions } from '@loansign/server'
import { developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority } from '@loansign/server/development'
import { embeddedPostgres } from '@loansign/server/embedded-postgres'
import { fileBlobs, fileKeyVault } from '@loansign/server/files'
import express from 'express'

// What the snippets of the READMEs take as given, each under the name it has there. The ports stand for a lender's own: those for development, without the mark that keeps them out of production.
const directory = mkdtempSync(join(tmpdir(), 'loansign-readme-'))
// As root the database runs as another user, who has to get in.
chmodSync(directory, 0o711)
const development = { environment: 'development', directory: join(directory, 'keys') } as const
const inbox = join(directory, 'inbox.jsonl')
const database = await embeddedPostgres(join(directory, 'db'))
// A snippet that fails must not leave PostgreSQL running.
const fail = (error: unknown): void => {
  console.error(error)
  void end(1)
}
process.on('uncaughtException', fail).on('unhandledRejection', fail)
const { user, password, host, port, database: name } = database.pool.options as Readonly<Record<string, unknown>>
process.env.DATABASE_URL = `postgres://${String(user)}:${String(password)}@${String(host)}:${String(port)}/${String(name)}`

function own<Port extends object>(made: Port): Port {
  return Object.fromEntries(Object.entries(made)) as Port
}

export const lender: LoanSigningOptions['lender'] = { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' }
export const [publicUrl, signingPage] = ['https://esign.cu.example', 'https://portal.cu.example/sign']
export const allowedOrigins: LoanSigningOptions['allowedOrigins'] = ['https://portal.cu.example']
export const blobs: LoanSigningOptions['blobs'] = fileBlobs(join(directory, 'blobs'))
export const keyVault: LoanSigningOptions['keyVault'] = await fileKeyVault(join(directory, 'vault.key'))
export const products: LoanSigningOptions['products'] = [personalLoan({ engine: typst() })]
export const certificateAuthority: LoanSigningOptions['certificateAuthority'] = own(await developmentCertificateAuthority(development))
export const timestampAuthorities: LoanSigningOptions['timestampAuthorities'] = [own(await developmentTimestampAuthority(development))]
export const messenger: LoanSigningOptions['messenger'] = own(developmentMessenger({ ...development, path: inbox }))
export const identity: LoanSigningOptions['identity'] = own(developmentIdentity(development))
export const screening: LoanSigningOptions['screening'] = own(developmentScreening(development))
export const seal: LoanSigningOptions['seal'] = own(await developmentSeal({ ...development, lenderName: lender.name }))
export const core = { ready: (_loanId: string): boolean => true, disburse: async (_loanId: string, _options: { readonly idempotencyKey: string }): Promise<void> => undefined }
export const number = '（青溪）农信借字〔2026〕第1号'
export const app = express()

/** Says on one line what came of a snippet, asked from outside, and ends. */
export async function tell(signing: LoanSigning): Promise<never> {
  const server = createServer(app)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/session`)
  const contracts = await signing.contracts.list()
  const texts = contracts.length === 0 ? [] : readFileSync(inbox, 'utf8').trim().split('\n')
  console.log(JSON.stringify({ http: response.status, contracts: contracts.map(({ state }) => state), links: texts.filter((text) => text.includes(`${signingPage}#c=`)).length }))
  server.close()
  await signing.close()
  return end(0)
}

async function end(status: number): Promise<never> {
  await database.close()
  rmSync(directory, { recursive: true, force: true })
  process.exit(status)
}
