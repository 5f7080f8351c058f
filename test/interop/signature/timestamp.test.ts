import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digest, parsePem, parseTimestampToken, requestTimestamp, type TimestampAuthority, verifyTimestampToken } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const data = new TextEncoder().encode('a signature value')

/** An authority that is none of ours: `openssl ts -reply` answers our requests. */
describe('openssl ts as timestamp authority', () => {
  let folder: string
  let root: Uint8Array
  let authority: TimestampAuthority
  const file = (name: string): string => join(folder, name)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-ts-'))
    writeFileSync(file('ts.cnf'), configuration(folder))
    const openssl = (...options: string[]): unknown => execFileSync('openssl', options, { cwd: folder, stdio: 'ignore' })
    openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-nodes', '-keyout', 'root.key', '-out', 'root.pem', '-subj', '/CN=Other root', '-days', '2')
    openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Other TSA')
    openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-out', 'tsa.pem', '-days', '2', '-extfile', 'ts.cnf', '-extensions', 'tsa_extensions')
    root = parsePem(readFileSync(file('root.pem'), 'utf8'))[0]!
    authority = {
      name: 'Other TSA',
      async timestamp(request) {
        writeFileSync(file('request.tsq'), request)
        execFileSync('openssl', ['ts', '-reply', '-config', 'ts.cnf', '-queryfile', 'request.tsq', '-out', 'response.tsr'], { cwd: folder, stdio: 'ignore' })
        return new Uint8Array(readFileSync(file('response.tsr')))
      },
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is relied upon with a warning when it names its certificate as RFC 3161 once did', async () => {
    const text = readFileSync(file('ts.cnf'), 'utf8')
    writeFileSync(file('ts.cnf'), text.replace('ess_cert_id_alg = sha256', 'ess_cert_id_alg = sha1'))
    const token = await requestTimestamp({ authority, digest: await digest({ algorithm: 'SHA-256', data }) })
    writeFileSync(file('ts.cnf'), text)
    expect(await verifyTimestampToken({ token, data, trustAnchors: [root] })).toMatchObject({ valid: true, problems: [], warnings: ['signing-certificate-v1'] })
  })

  it('gives tokens that we and `openssl ts -verify` rely upon', async () => {
    const token = await requestTimestamp({ authority, digest: await digest({ algorithm: 'SHA-256', data }) })
    expect(parseTimestampToken(token).policy).toBe('2.999.1')
    expect(await verifyTimestampToken({ token, data, trustAnchors: [root] })).toMatchObject({ valid: true, problems: [], authority: 'Other TSA' })
    expect((await verifyTimestampToken({ token, data: data.subarray(1), trustAnchors: [root] })).valid).toBe(false)
    writeFileSync(file('token.der'), token)
    writeFileSync(file('data'), data)
    const run = spawnSync('openssl', ['ts', '-verify', '-token_in', '-in', file('token.der'), '-data', file('data'), '-CAfile', file('root.pem')], { encoding: 'utf8' })
    expect(run.stdout).toContain('Verification: OK')
  })
})

const configuration = (folder: string): string => `
[tsa]
default_tsa = t
[t]
dir = ${folder}
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
certs = ${folder}/root.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 2.999.1
digests = sha256
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[tsa_extensions]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
`
