import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// @peculiar/x509 needs the polyfill first.
import 'reflect-metadata'
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509'
import {
  createCertificateRequest, createSigningKey, parseCertificate, requestTimestamp, signatureAlgorithms, toPem, validatePath, verifySignature, verifyTimestampToken,
} from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { developmentCertificateAuthority } from './developmentCertificateAuthority.js'
import { developmentSeal } from './developmentSeal.js'
import { developmentTimestampAuthority } from './developmentTimestampAuthority.js'

describe('development authorities', () => {
  let folder: string
  let root: Uint8Array
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-authorities-'))
    ;[root] = (await (await developmentCertificateAuthority({ environment: 'development', directory: folder })).trustAnchors()) as [Uint8Array]
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('refuse to run outside development', async () => {
    await expect(developmentCertificateAuthority({ environment: 'production' })).rejects.toThrow(TypeError)
    await expect(developmentTimestampAuthority({ environment: 'production' })).rejects.toThrow(TypeError)
    await expect(developmentSeal({ environment: 'production', lenderName: 'Lender' })).rejects.toThrow(TypeError)
  })

  it('issue an event certificate that path validation accepts', async () => {
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
  })

  it('certify no key but P-256, and none that its holder did not prove', async () => {
    const authority = await developmentCertificateAuthority({ environment: 'development', directory: folder })
    const order = { subject: { commonName: 'A' }, validFrom: new Date(), validUntil: new Date(Date.now() + 86_400_000) }
    const rsaKeys = await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }, false, ['sign', 'verify'])
    const rsa = await Pkcs10CertificateRequestGenerator.create({ name: 'CN=A', keys: rsaKeys, signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } })
    const broken = await createCertificateRequest({ key: await createSigningKey(), commonName: 'A' })
    broken[broken.length - 1]! ^= 1
    for (const certificateRequest of [new Uint8Array(rsa.rawData), broken, Uint8Array.of(0x30, 0)]) {
      await expect(authority.issue({ ...order, certificateRequest })).rejects.toMatchObject({ code: 'certificate-request-malformed' })
    }
  })

  it('stamp time over this data and no other', async () => {
    const authority = await developmentTimestampAuthority({ environment: 'development', directory: folder })
    const data = new TextEncoder().encode('a signature value')
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data))
    const token = await requestTimestamp({ authority, digest })
    const anchors = await (await developmentCertificateAuthority({ environment: 'development', directory: folder })).trustAnchors()
    expect((await verifyTimestampToken({ token, data, trustAnchors: anchors })).valid).toBe(true)
    expect((await verifyTimestampToken({ token, data: data.subarray(1), trustAnchors: anchors })).problems).toContain('imprint-mismatch')
  })

  it('certify the lender’s seal', async () => {
    const seal = await developmentSeal({ environment: 'development', directory: folder, lenderName: '青溪县农村信用合作联社' })
    const [certificate, ...intermediates] = await seal.certificateChain()
    const report = await validatePath({ certificate: certificate!, intermediates, trustAnchors: await seal.trustAnchors(), at: new Date() })
    expect(report).toMatchObject({ trusted: true, problems: [] })
    expect(report.path[0]!.subject).toMatchObject({ commonName: '青溪县农村信用合作联社' })
    const data = Uint8Array.of(1, 2, 3)
    const algorithm = signatureAlgorithms.find(({ name }) => name === 'ES256')!
    expect(await verifySignature({ spki: report.path[0]!.spki, algorithm, signature: await seal.sign(data), data })).toBe(true)
  })

  it('keep their root over a restart, in files only their owner reads', async () => {
    const again = await developmentCertificateAuthority({ environment: 'development', directory: folder })
    const seal = await developmentSeal({ environment: 'development', directory: folder, lenderName: '青溪县农村信用合作联社' })
    expect(await again.trustAnchors()).toEqual(await seal.trustAnchors())
    expect(await again.trustAnchors()).toEqual([root])
    for (const name of ['root', 'event-ca', 'timestamp-authority', 'seal']) expect(statSync(join(folder, `${name}.json`)).mode & 0o777).toBe(0o600)
  })

  it('share one root when several begin at the same moment', async () => {
    const directory = join(folder, 'together')
    const options = { environment: 'development', directory }
    const all = await Promise.all([
      developmentCertificateAuthority(options), developmentCertificateAuthority(options), developmentTimestampAuthority(options), developmentSeal({ ...options, lenderName: 'Lender' }),
    ])
    const anchors = await Promise.all(all.map((one) => one.trustAnchors()))
    expect(anchors.every((list) => toPem(list[0]!) === toPem(anchors[0]![0]!))).toBe(true)
    expect(readdirSync(directory).sort()).toEqual(['event-ca.json', 'root.json', 'seal.json', 'timestamp-authority.json'])
  })

  it('live in memory without a directory', async () => {
    const authority = await developmentTimestampAuthority({ environment: 'development' })
    const data = Uint8Array.of(1, 2, 3)
    const token = await requestTimestamp({ authority, digest: new Uint8Array(await crypto.subtle.digest('SHA-256', data)) })
    expect((await verifyTimestampToken({ token, data, trustAnchors: await authority.trustAnchors() })).valid).toBe(true)
  })
})
