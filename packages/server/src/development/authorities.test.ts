import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCertificateRequest, createSigningKey, parseCertificate, requestTimestamp, toPem, validatePath, verifyTimestampToken } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { developmentCertificateAuthority } from './developmentCertificateAuthority.js'
import { developmentTimestampAuthority } from './developmentTimestampAuthority.js'

describe('development authorities', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-authorities-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('refuse to run outside development', async () => {
    await expect(developmentCertificateAuthority({ environment: 'production' })).rejects.toThrow(TypeError)
    await expect(developmentTimestampAuthority({ environment: 'production' })).rejects.toThrow(TypeError)
  })

  it('issue an event certificate that OpenSSL and our own path validation accept', async () => {
    const authority = await developmentCertificateAuthority({ environment: 'development', directory: folder })
    const key = await createSigningKey()
    const now = new Date()
    const issued = await authority.issue({
      certificateRequest: await createCertificateRequest({ key, commonName: 'somebody else' }),
      subject: { commonName: '周禾田' },
      validFrom: now,
      validUntil: new Date(now.getTime() + 86_400_000),
    })
    const certificate = parseCertificate(issued.certificate)
    expect(certificate.subject.commonName).toBe('周禾田')
    expect(certificate.subject.attributes.some(({ value }) => value.includes('TEST'))).toBe(true)
    expect(certificate.spki).toEqual(key.spki)
    const anchors = await authority.trustAnchors()
    expect((await validatePath({ certificate, intermediates: issued.chain, trustAnchors: anchors, at: now })).trusted).toBe(true)
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
    expect((await verifyTimestampToken({ token, data, trustAnchors: anchors })).valid).toBe(true)
    expect((await verifyTimestampToken({ token, data: data.subarray(1), trustAnchors: anchors })).problems).toContain('imprint-mismatch')
  })

  it('keep their root over a restart, readable by the owner alone', async () => {
    const again = await developmentCertificateAuthority({ environment: 'development', directory: folder })
    expect(toPem((await again.trustAnchors())[0]!)).toBe(readFileSync(join(folder, 'root.pem'), 'utf8'))
  })
})
