// A server like any other, whose ports count: at the n-th call since a request that says `x-kill-at: n` the process is gone, as after kill -9.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { createLoanSigning } from '@loansign/server'
import {
  developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority,
} from '@loansign/server/development'
import { embeddedPostgres } from '@loansign/server/embedded-postgres'
import { toExpress } from '@loansign/server/express'
import { fileBlobs, fileKeyVault } from '@loansign/server/files'
import express from 'express'

const [directory, secret] = process.argv.slice(2)
/** With two documents every inner step happens twice; more of them would only take longer. */
const product = personalLoan({ engine: typst() })

/** Points passed since the last request, and the one at which to die. */
let passed = []
let killAt = Infinity
function point(name) {
  passed.push(name)
  if (passed.length === killAt) process.kill(process.pid, 'SIGKILL')
}

/** A port whose calls are points, before and after. */
function counted(port, names) {
  const wrapped = { ...port }
  for (const name of names) {
    wrapped[name] = async (...args) => {
      point(`before ${name}`)
      const answer = await port[name](...args)
      point(`after ${name}`)
      return answer
    }
  }
  return wrapped
}

/** A database whose commits, and whose writes outside a transaction, are points. */
function countCommits({ pool, close }) {
  const connect = pool.connect.bind(pool)
  const known = new WeakSet()
  pool.connect = async (...args) => {
    if (args.length > 0) return connect(...args)
    const client = await connect()
    if (known.has(client)) return client
    known.add(client)
    const query = client.query.bind(client)
    let inTransaction = false
    client.query = async (...given) => {
      const sql = String(given[0]?.text ?? given[0])
      if (/^\s*(begin|start transaction)/i.test(sql)) inTransaction = true
      const isCommit = /^\s*commit/i.test(sql)
      if (isCommit) point('before commit')
      const result = await query(...given)
      if (isCommit) point('after commit')
      else if (!inTransaction && /^\s*(insert|update|delete)/i.test(sql)) point('after write')
      if (isCommit || /^\s*rollback/i.test(sql)) inTransaction = false
      return result
    }
    return client
  }
  return { pool, close }
}

let offsetMs = 0
const now = () => new Date(Date.now() + offsetMs)
const development = { environment: 'development', directory: join(directory, 'keys'), now }
const lenderName = '青溪县农村信用合作联社'
const certificateAuthority = await developmentCertificateAuthority(development)
const signing = await createLoanSigning({
  environment: 'development',
  lender: { name: lenderName, shortName: '青溪农信', hotline: '0870-5550118' },
  publicUrl: 'http://localhost',
  signingPage: 'http://localhost/portal',
  allowedOrigins: ['http://localhost'],
  backendKeys: [{ id: 'core', sha256: createHash('sha256').update(secret).digest('hex') }],
  database: countCommits(await embeddedPostgres(join(directory, 'db'))),
  blobs: counted(fileBlobs(join(directory, 'blobs')), ['put', 'get']),
  keyVault: counted(await fileKeyVault(join(directory, 'vault.key')), ['wrap']),
  products: [{ ...product, generateDocuments: async (order) => (await product.generateDocuments(order)).slice(0, 2) }],
  certificateAuthority: counted(certificateAuthority, ['issue', 'revoke']),
  revocationSource: certificateAuthority.revocationSource,
  timestampAuthorities: [counted(await developmentTimestampAuthority(development), ['timestamp'])],
  messenger: counted(developmentMessenger({ ...development, path: join(directory, 'inbox.jsonl') }), ['sendText']),
  identity: developmentIdentity(development),
  screening: developmentScreening(development),
  seal: counted(await developmentSeal({ ...development, lenderName }), ['sign']),
  settings: { pageSeconds: 1, costTableSeconds: 1, sessionMinutes: 2880 },
  now,
  log: ({ event, error }) => console.error(event, error),
})
await signing.migrate()

const app = express()
app.use((request, response, next) => {
  offsetMs = Number(request.get('x-clock') ?? offsetMs)
  passed = []
  killAt = Number(request.get('x-kill-at') ?? Infinity)
  const writeHead = response.writeHead.bind(response)
  response.writeHead = (status, headers) => writeHead(status, { ...headers, 'x-points': JSON.stringify(passed) })
  next()
})
app.post('/jobs', async (_, response) => {
  await signing.runJobsOnce()
  response.json({ brokenLinks: await Promise.all((await signing.contracts.list()).map(({ id }) => signing.contracts.auditEvidence(id))) })
})
app.use('/v1', toExpress(signing))
const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`))
