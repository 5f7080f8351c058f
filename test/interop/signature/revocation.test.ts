import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCertificate, type Certificate } from '../../../packages/signature/src/x509/parseCertificate.js'
import { parsePem, toPem } from '../../../packages/signature/src/x509/pem.js'
import { createOcspRequest } from '../../../packages/signature/src/revocation/ocsp/createOcspRequest.js'
import { judgeCrl } from '../../../packages/signature/src/revocation/crl/judgeCrl.js'
import { judgeOcsp } from '../../../packages/signature/src/revocation/ocsp/judgeOcsp.js'
import { parseCrl } from '../../../packages/signature/src/revocation/crl/parseCrl.js'
import { parseOcspResponse } from '../../../packages/signature/src/revocation/ocsp/parseOcspResponse.js'
import { crlOf, ocspResponse, revoked } from '../../../packages/signature/src/revocation/revocation.fixture.js'
import { makeRevocationPki } from '../../../packages/signature/src/revocation/revocationPki.fixture.js'

let folder: string
const file = (name: string): string => join(folder, name)
const openssl = (...options: string[]): string => execFileSync('openssl', options, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const asked = (...options: string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr, error } = spawnSync('openssl', options, { cwd: folder, encoding: 'utf8' })
  if (error) throw error
  return { status, output: stdout + stderr }
}
const certificate = (name: string): Certificate => parseCertificate(parsePem(readFileSync(file(name), 'utf8'))[0]!)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-revocation-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An authority that is none of ours: `openssl ca` keeps the books, `openssl ocsp` answers. */
describe('what openssl says, read by us', () => {
  beforeAll(() => {
    writeFileSync(file('ca.cnf'), configuration)
    writeFileSync(file('index.txt'), '')
    writeFileSync(file('crlnumber'), '01\n')
    const request = (name: string, subject: string, key: string[]): void => void openssl('req', '-new', '-newkey', ...key, '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject)
    const issue = (name: string, section: string): void => void openssl('ca', '-batch', '-config', 'ca.cnf', '-in', `${name}.csr`, '-out', `${name}.pem`, '-extensions', section, '-notext')
    const curve = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384']
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Other authority', '-days', '2')
    for (const name of ['honest', 'stolen', 'held']) {
      request(name, `/CN=${name}`, curve)
      issue(name, 'leaf')
    }
    request('responder', '/CN=Other responder', ['rsa:2048'])
    issue('responder', 'responder')
    openssl('ca', '-config', 'ca.cnf', '-revoke', 'stolen.pem', '-crl_reason', 'keyCompromise')
    openssl('ca', '-config', 'ca.cnf', '-revoke', 'held.pem', '-crl_reason', 'certificateHold')
    openssl('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'list.pem', '-crldays', '1')
  }, 60_000)

  const answer = async (name: string, ...signing: string[]): Promise<ReturnType<typeof parseOcspResponse>> => {
    writeFileSync(file('request.der'), await createOcspRequest({ certificate: certificate(`${name}.pem`), issuer: certificate('ca.pem'), nonce: new Uint8Array(16).fill(3) }))
    openssl('ocsp', '-index', 'index.txt', '-CA', 'ca.pem', ...signing, '-reqin', 'request.der', '-respout', 'response.der', '-ndays', '1')
    return parseOcspResponse(readFileSync(file('response.der')))
  }

  it.each([
    ['honest', 'good', null],
    ['stolen', 'revoked', 'key-compromise'],
    ['held', 'revoked', 'certificate-hold'],
  ])('`openssl ocsp` answers our request about %s, and we read %s', async (name, status, reason) => {
    for (const signing of [['-rsigner', 'responder.pem', '-rkey', 'responder.key'], ['-rsigner', 'responder.pem', '-rkey', 'responder.key', '-resp_key_id'], ['-rsigner', 'ca.pem', '-rkey', 'ca.key']]) {
      const response = await answer(name, ...signing)
      expect(await judgeOcsp({ response, certificate: certificate(`${name}.pem`), issuer: certificate('ca.pem') })).toMatchObject({ problem: null, statement: { status, reason } })
    }
  })

  it('an answer signed by a certificate that is no responder is refused', async () => {
    const response = await answer('honest', '-rsigner', 'held.pem', '-rkey', 'held.key')
    expect(await judgeOcsp({ response, certificate: certificate('honest.pem'), issuer: certificate('ca.pem') })).toMatchObject({ problem: 'signer-not-authorized' })
  })

  it('`openssl ca -gencrl` writes a list that we read', async () => {
    const list = parseCrl(parsePem(readFileSync(file('list.pem'), 'utf8'), 'X509 CRL')[0]!)
    const of = (name: string) => judgeCrl({ list, certificate: certificate(`${name}.pem`), issuer: certificate('ca.pem') })
    expect(await of('honest')).toMatchObject({ statement: { status: 'good' } })
    expect(await of('stolen')).toMatchObject({ statement: { status: 'revoked', reason: 'key-compromise' } })
    expect(await of('held')).toMatchObject({ statement: { status: 'revoked', reason: 'certificate-hold' } })
  })
})

describe('what we write, read by openssl', () => {
  it('`openssl ocsp` and `openssl crl` verify the fixtures, and refuse what we refuse', async () => {
    const { root, issuing, signer, responder } = await makeRevocationPki()
    writeFileSync(file('root.pem'), toPem(root.certificate.der))
    writeFileSync(file('issuing.pem'), toPem(issuing.certificate.der))
    writeFileSync(file('signer.pem'), toPem(signer.certificate.der))
    const verifyOcsp = async (options: Partial<Parameters<typeof ocspResponse>[0]>): Promise<string> => {
      writeFileSync(file('ours.der'), await ocspResponse({ certificate: signer.certificate, issuer: issuing.certificate, signer: responder, certificates: [responder.certificate], ...options }))
      return asked('ocsp', '-respin', 'ours.der', '-issuer', 'issuing.pem', '-cert', 'signer.pem', '-CAfile', 'root.pem', '-no_nonce').output
    }
    expect(await verifyOcsp({})).toMatch(/signer\.pem: good[^]*Response verify OK/)
    expect(await verifyOcsp({ status: revoked(new Date(), 1) })).toMatch(/signer\.pem: revoked[^]*keyCompromise[^]*Response verify OK/)
    expect(await verifyOcsp({ signer: { certificate: responder.certificate, key: signer.key } })).toContain('Response Verify Failure')
    expect(await verifyOcsp({ signer })).toContain('Response Verify Failure')

    const verifyCrl = async (options: Partial<Parameters<typeof crlOf>[0]>): Promise<string> => {
      writeFileSync(file('ours.crl'), await crlOf({ signer: issuing, ...options }))
      return asked('crl', '-inform', 'DER', '-in', 'ours.crl', '-CAfile', 'issuing.pem', '-noout', '-text').output
    }
    const listed = await verifyCrl({ entries: [{ serialNumber: signer.certificate.serialNumber, at: new Date(), reason: 1 }] })
    expect(listed).toMatch(/verify OK/)
    expect(listed).toMatch(/Key Compromise/)
    expect(await verifyCrl({ signer: { ...issuing, key: signer.key } })).toMatch(/verify failure/)
  })
})

const configuration = `
[ca]
default_ca = c
[c]
database = index.txt
serial = serial
rand_serial = yes
crlnumber = crlnumber
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 1
default_crl_days = 1
policy = p
unique_subject = no
crl_extensions = crl_ext
[p]
commonName = supplied
[crl_ext]
authorityKeyIdentifier = keyid
[leaf]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
[responder]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = yes
`
