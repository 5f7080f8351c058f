import { execFileSync, spawnSync } from 'node:child_process'
import { createCertificateRequest, createSigningKey, parsePem, toPem, verifyCertificateRequest } from '@loansign/signature'
import { describe, expect, it } from 'vitest'

describe('openssl req', () => {
  it('verifies our request and reads its name', async () => {
    const request = await createCertificateRequest({ key: await createSigningKey(), commonName: 'Zhou Hetian' })
    expect(verify(request)).toContain('verify OK')
    expect(verify(request)).toContain('CN = Zhou Hetian')
    const broken = Uint8Array.from(request)
    broken[broken.length - 2]! ^= 1
    expect(verify(broken)).not.toContain('verify OK')
  })

  it.each([
    ['RSA', ['-newkey', 'rsa:2048']],
    ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
  ])('makes a request with %s that we verify', async (_kind, key) => {
    const options = ['req', '-new', ...key, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=Somebody', '-sha384']
    const pem = execFileSync('openssl', options, { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
    expect((await verifyCertificateRequest(parsePem(pem, 'CERTIFICATE REQUEST')[0]!)).spki.length).toBeGreaterThan(90)
  })
})

/** OpenSSL 3.0 exits with 0 even when the signature is wrong: its words decide. */
function verify(request: Uint8Array): string {
  const { stdout, stderr } = spawnSync('openssl', ['req', '-verify', '-noout', '-subject'], { input: toPem(request, 'CERTIFICATE REQUEST'), encoding: 'utf8' })
  return stdout + stderr
}
