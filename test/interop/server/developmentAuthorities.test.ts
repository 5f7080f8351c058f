import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { developmentCertificateAuthority, developmentTimestampAuthority } from '@loansign/server/development'
import { createCertificateRequest, createSigningKey, requestTimestamp, toPem } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('development authorities, judged by openssl', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-authorities-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('issue an event certificate that `openssl verify -x509_strict` accepts', async () => {
    const authority = await developmentCertificateAuthority({ environment: 'development', directory: folder })
    const key = await createSigningKey()
    const now = new Date()
    const issued = await authority.issue({
      certificateRequest: await createCertificateRequest({ key, commonName: 'somebody else' }),
      subject: { commonName: '周禾田' },
      validFrom: now,
      validUntil: new Date(now.getTime() + 86_400_000),
    })
    const anchors = await authority.trustAnchors()
    writeFileSync(join(folder, 'root.pem'), toPem(anchors[0]!))
    writeFileSync(join(folder, 'chain.pem'), issued.chain.map((der) => toPem(der)).join(''))
    writeFileSync(join(folder, 'leaf.pem'), toPem(issued.certificate))
    const verdict = execFileSync('openssl', ['verify', '-x509_strict', '-CAfile', join(folder, 'root.pem'), '-untrusted', join(folder, 'chain.pem'), join(folder, 'leaf.pem')])
    expect(verdict.toString()).toContain('OK')
  })

  it('stamp time so that openssl ts accepts the token', async () => {
    const authority = await developmentTimestampAuthority({ environment: 'development', directory: folder })
    const data = new TextEncoder().encode('a signature value')
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data))
    const token = await requestTimestamp({ authority, digest })
    writeFileSync(join(folder, 'token.der'), token)
    writeFileSync(join(folder, 'data.bin'), data)
    const anchors = await (await developmentCertificateAuthority({ environment: 'development', directory: folder })).trustAnchors()
    writeFileSync(join(folder, 'root.pem'), toPem(anchors[0]!))
    const verdict = execFileSync('openssl', ['ts', '-verify', '-token_in', '-in', join(folder, 'token.der'), '-data', join(folder, 'data.bin'), '-CAfile', join(folder, 'root.pem')], { stdio: 'pipe' })
    expect(verdict.toString()).toContain('OK')
  })

  it('stamp imprints of every accepted digest, and refuse in the words of RFC 3161 what they cannot', async () => {
    const authority = await developmentTimestampAuthority({ environment: 'development', directory: folder })
    const data = new TextEncoder().encode('a signature value')
    const request = (...options: string[]): Uint8Array => {
      writeFileSync(join(folder, 'data.bin'), data)
      return new Uint8Array(execFileSync('openssl', ['ts', '-query', '-data', join(folder, 'data.bin'), '-cert', ...options], { stdio: ['ignore', 'pipe', 'ignore'] }))
    }
    for (const hash of ['-sha256', '-sha384', '-sha512']) {
      writeFileSync(join(folder, 'request.tsq'), request(hash))
      writeFileSync(join(folder, 'response.tsr'), await authority.timestamp(request(hash)))
      writeFileSync(join(folder, 'root.pem'), toPem((await authority.trustAnchors())[0]!))
      const verdict = execFileSync('openssl', ['ts', '-verify', '-in', join(folder, 'response.tsr'), '-data', join(folder, 'data.bin'), '-CAfile', join(folder, 'root.pem')], { stdio: 'pipe' })
      expect(verdict.toString()).toContain('OK')
    }
    const status = async (answer: Promise<Uint8Array>): Promise<string> => {
      writeFileSync(join(folder, 'response.tsr'), await answer)
      return execFileSync('openssl', ['ts', '-reply', '-in', join(folder, 'response.tsr'), '-text'], { stdio: 'pipe' }).toString()
    }
    expect(await status(authority.timestamp(Uint8Array.of(1, 2, 3)))).toContain('the data submitted has the wrong format')
    expect(await status(authority.timestamp(request('-sha256', '-tspolicy', '2.999.5')))).toContain('the requested TSA policy is not supported')
    expect(await status(authority.timestamp(request('-sha1')))).toContain('Rejected')
  })
})
