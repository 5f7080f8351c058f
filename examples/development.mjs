// What the examples share: a lender that exists nowhere, and development ports in place of real ones.
import { join } from 'node:path'
import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority } from '@loansign/server/development'
import { embeddedPostgres } from '@loansign/server/embedded-postgres'
import { fileBlobs, fileKeyVault } from '@loansign/server/files'

export async function developmentOptions(directory, origin) {
  const development = { environment: 'development', directory: join(directory, 'keys') }
  return {
    environment: 'development',
    lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
    publicUrl: origin,
    signingPage: `${origin}/sign`,
    allowedOrigins: [origin],
    database: await embeddedPostgres(join(directory, 'db'), { onNotice: console.log }),
    blobs: fileBlobs(join(directory, 'blobs')),
    keyVault: await fileKeyVault(join(directory, 'keys', 'vault.key')),
    products: [personalLoan({ engine: typst() })],
    certificateAuthority: await developmentCertificateAuthority(development),
    timestampAuthorities: [await developmentTimestampAuthority(development)],
    messenger: developmentMessenger({ ...development, path: join(directory, 'inbox.jsonl') }),
    identity: developmentIdentity(development),
    screening: developmentScreening(development),
    seal: await developmentSeal({ ...development, lenderName: '青溪县农村信用合作联社' }),
  }
}
