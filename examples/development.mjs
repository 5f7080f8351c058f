// What the examples share: a lender that exists nowhere, development ports in place of real ones, and an end that leaves nothing running.
import { join } from 'node:path'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority } from '@loansign/server/development'
import { embeddedPostgres } from '@loansign/server/embedded-postgres'
import { fileBlobs, fileKeyVault } from '@loansign/server/files'

/** Options of createLoanSigning. `atEnd` comes from endInOrder. */
export async function developmentOptions(directory, origin, atEnd) {
  const development = { environment: 'development', directory: join(directory, 'keys') }
  const database = embeddedPostgres(join(directory, 'db'), { onNotice: console.log })
  // Also when somebody stops us while it is starting.
  atEnd(async () => (await database).close())
  const certificateAuthority = await developmentCertificateAuthority(development)
  return {
    environment: 'development',
    lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
    publicUrl: origin,
    signingPage: `${origin}/sign`,
    allowedOrigins: [origin],
    database: await database,
    blobs: fileBlobs(join(directory, 'blobs')),
    keyVault: await fileKeyVault(join(directory, 'keys', 'vault.key')),
    products: [personalLoan({ engine: typst() })],
    certificateAuthority,
    revocationSource: certificateAuthority.revocationSource,
    timestampAuthorities: [await developmentTimestampAuthority(development)],
    messenger: developmentMessenger({ ...development, path: join(directory, 'inbox.jsonl') }),
    identity: developmentIdentity(development),
    screening: developmentScreening(development),
    seal: await developmentSeal({ ...development, lenderName: '青溪县农村信用合作联社' }),
  }
}

/** Ctrl-C, SIGTERM and errors that nobody caught end what was begun, the last first: PostgreSQL runs in a process of its own and would outlive us. */
export function endInOrder() {
  const begun = []
  let ending
  const end = (status) => {
    ending ??= (async () => {
      for (const close of begun.reverse()) await Promise.resolve(close()).catch((error) => console.error(error))
      process.exit(status)
    })()
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0))
  const fail = (error) => {
    console.error(error?.code === 'EADDRINUSE' ? `EADDRINUSE: port ${error.port} is taken; PORT=… names another` : error)
    end(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  return (close) => begun.push(close)
}

/** Takes the port before anything else is started. */
export async function listen(server, port) {
  await new Promise((done, failed) => server.once('error', failed).listen(port, 'localhost', done))
  return `http://localhost:${server.address().port}`
}
