import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePem, signatureAlgorithms, verifySignature, parseCertificate } from '@loansign/signature'
import { pkcs12Signer, readPkcs12 } from '@loansign/signature/pkcs12'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('PKCS #12 files of OpenSSL', () => {
  let folder: string
  const file = (name: string): string => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-p12-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([
    ['P-256', 'ES256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['P-384', 'ES384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
    ['RSA', 'RS256', ['-newkey', 'rsa:2048']],
    ['RSA for PSS', 'PS384', ['-newkey', 'rsa:3072']],
  ])('with a key for %s sign, as they are written by default', async (_kind, algorithm, key) => {
    execFileSync('openssl', ['req', '-x509', ...key, '-nodes', '-keyout', file('key.pem'), '-out', file('certificate.pem'), '-subj', '/CN=TEST'], { stdio: 'ignore' })
    execFileSync('openssl', ['pkcs12', '-export', '-inkey', file('key.pem'), '-in', file('certificate.pem'), '-passout', 'pass:TEST ü', '-out', file('key.p12')])
    const bytes = new Uint8Array(readFileSync(file('key.p12')))
    const signer = await pkcs12Signer({ bytes, password: 'TEST ü', ...(algorithm.startsWith('PS') ? { algorithm } : {}) })
    expect(signer.algorithm).toBe(algorithm)
    expect(signer.certificates).toEqual(parsePem(readFileSync(file('certificate.pem'), 'utf8')))
    const data = Uint8Array.of(1, 2, 3)
    const entry = signatureAlgorithms.find(({ name }) => name === algorithm)!
    expect(await verifySignature({ spki: parseCertificate(signer.certificates[0]!).spki, algorithm: entry, signature: await signer.sign(data), data })).toBe(true)
    await expect(readPkcs12({ bytes, password: 'TEST' })).rejects.toMatchObject({ code: 'pkcs12-password' })
  })

  it('of before OpenSSL 3 are named as such', async () => {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file('key.pem'), '-out', file('certificate.pem'), '-subj', '/CN=TEST'], { stdio: 'ignore' })
    execFileSync('openssl', ['pkcs12', '-export', '-inkey', file('key.pem'), '-in', file('certificate.pem'), '-passout', 'pass:TEST', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1', '-out', file('old.p12')])
    await expect(readPkcs12({ bytes: new Uint8Array(readFileSync(file('old.p12'))), password: 'TEST' })).rejects.toMatchObject({ code: 'pkcs12-unsupported' })
  })
})
