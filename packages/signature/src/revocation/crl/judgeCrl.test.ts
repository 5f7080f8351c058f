import { beforeAll, describe, expect, it } from 'vitest'
import { oids } from '../../der/oids.js'
import { element, generalizedTime, integer, nullValue, sequence } from '../../der/write.js'
import { extension, signingUsage } from '../../pades/pki.fixture.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { judgeCrl } from './judgeCrl.js'
import { parseCrl } from './parseCrl.js'
import { crlExtension, crlOf, type CrlFixture, type FixtureSigner } from '../revocation.fixture.js'
import { holder, makeRevocationPki, type RevocationPki } from '../revocationPki.fixture.js'
import type { Judgement } from '../statement.js'

const hour = 3_600_000
const at = new Date('2026-11-20T02:42:18Z')
const ascii = (tag: number, text: string): Uint8Array => element(tag, new TextEncoder().encode(text))
const point = (url: string): Uint8Array => element(0xa0, element(0xa0, ascii(0x86, url)))
let pki: RevocationPki
let pointed: FixtureSigner

async function judge(options: Partial<CrlFixture> = {}, certificate: Certificate = pki.signer.certificate, issuer: Certificate = pki.issuing.certificate): Promise<Judgement> {
  return judgeCrl({ list: parseCrl(await crlOf({ signer: pki.issuing, ...options })), certificate, issuer })
}
const scoped = (...fields: Uint8Array[]): Partial<CrlFixture> => ({ extensions: [crlExtension(oids.issuingDistributionPoint, sequence(...fields), true)] })
const flag = (tag: number): Uint8Array => Uint8Array.of(tag, 1, 0xff)

describe('judgeCrl', () => {
  beforeAll(async () => {
    pki = await makeRevocationPki()
    pointed = await holder({ subject: 'Pointed', issuer: pki.issuing, extensions: [signingUsage(), extension(oids.crlDistributionPoints, sequence(sequence(point('http://crl.example/a'))))] })
  })

  it('tells good from revoked, when and why', async () => {
    const { serialNumber } = pki.signer.certificate
    expect((await judge()).statement).toMatchObject({ kind: 'crl', status: 'good', revokedAt: null })
    expect((await judge({ entries: [{ serialNumber, at, reason: 4 }] })).statement).toMatchObject({ status: 'revoked', revokedAt: at, reason: 'superseded' })
    expect((await judge({ entries: [{ serialNumber: Uint8Array.of(1), at }, { serialNumber, at }] })).statement).toMatchObject({ status: 'revoked', reason: null })
    expect((await judge({ entries: [{ serialNumber: Uint8Array.of(1), at }] })).statement).toMatchObject({ status: 'good' })
  })

  it('refuses a list with a forged signature, of another issuer, of the same name, and of one who may not sign lists', async () => {
    const list = parseCrl(await crlOf({ signer: pki.issuing }))
    const options = { certificate: pki.signer.certificate, issuer: pki.issuing.certificate }
    expect(await judgeCrl({ ...options, list: { ...list, tbs: Uint8Array.from(list.tbs).fill(1, 60, 61) } })).toMatchObject({ problem: 'signature-invalid' })
    expect(await judge({ signer: pki.root })).toMatchObject({ problem: 'other-certificate' })
    expect(await judge({ signer: { ...pki.issuing, key: pki.signer.key } })).toMatchObject({ problem: 'signature-invalid' })
    const noCrlSign = await holder({ subject: 'Revocation Issuing', extensions: [extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x02, 0x04), true)] })
    expect(await judge({ signer: noCrlSign }, undefined, noCrlSign.certificate)).toMatchObject({ problem: 'signer-not-authorized' })
  })

  it('refuses by name what it does not handle', async () => {
    const { serialNumber } = pki.signer.certificate
    const entry = (...extensions: Uint8Array[]): Partial<CrlFixture> => ({ entries: [{ serialNumber: Uint8Array.of(1), at, extensions }] })
    expect((await judge({ extensions: [crlExtension(oids.deltaCrlIndicator, integer(3), true)] })).problem).toBe('delta-crl')
    expect((await judge(scoped(flag(0x84)))).problem).toBe('indirect-crl')
    expect((await judge(entry(crlExtension(oids.certificateIssuer, sequence(), true)))).problem).toBe('indirect-crl')
    expect((await judge(scoped(Uint8Array.of(0x83, 2, 1, 2)))).problem).toBe('partial-reasons')
    expect((await judge(entry(crlExtension('2.999.7', nullValue(), true)))).problem).toBe('critical-extension')
    expect((await judge({ extensions: [crlExtension('2.999.7', nullValue(), true)] })).problem).toBe('critical-extension')
    expect((await judge({ entries: [{ serialNumber, at, reason: 8 }] })).problem).toBe('remove-from-crl')
  })

  it('keeps to the scope the list gives itself', async () => {
    const { signer, issuing, root } = pki
    expect((await judge(scoped(flag(0x81)))).problem).toBeNull()
    expect((await judge(scoped(flag(0x82)))).problem).toBe('out-of-scope')
    expect((await judge(scoped(flag(0x85)))).problem).toBe('out-of-scope')
    expect((await judge({ ...scoped(flag(0x81)), signer: root }, issuing.certificate, root.certificate)).problem).toBe('out-of-scope')
    expect((await judge({ ...scoped(flag(0x82)), signer: root }, issuing.certificate, root.certificate)).problem).toBeNull()
    expect((await judge(scoped(point('http://crl.example/a')), pointed.certificate)).problem).toBeNull()
    expect((await judge(scoped(point('http://crl.example/b')), pointed.certificate)).problem).toBe('out-of-scope')
    expect((await judge(scoped(point('http://crl.example/a')), signer.certificate)).problem).toBe('out-of-scope')
    expect((await judge(scoped(Uint8Array.of(0x89, 0)))).problem).toBe('critical-extension')
    // A point of the certificate that gives some reasons only, or lists of another issuer, is not the list's.
    for (const further of [Uint8Array.of(0x81, 2, 1, 2), element(0xa2, ascii(0x86, 'http://crl.example/'))]) {
      const { certificate } = await holder({ subject: 'Pointed', issuer: issuing, extensions: [signingUsage(), extension(oids.crlDistributionPoints, sequence(sequence(point('http://crl.example/a'), further)))] })
      expect((await judge(scoped(point('http://crl.example/a')), certificate)).problem).toBe('out-of-scope')
    }
  })

  it('refuses times that cannot be, and lists that may have forgotten the certificate', async () => {
    const now = Date.now()
    const expired = await holder({ subject: 'Event', issuer: pki.issuing, extensions: [signingUsage()], until: new Date(now - hour) })
    expect((await judge({ nextUpdate: new Date(now - hour) })).problem).toBe('times-disordered')
    expect((await judge({ thisUpdate: new Date(now - 48 * hour), nextUpdate: new Date(now) })).problem).toBe('before-issuance')
    expect((await judge({}, expired.certificate)).problem).toBe('after-expiry')
    const kept = (since: number): Partial<CrlFixture> => ({ extensions: [crlExtension(oids.expiredCertsOnCrl, generalizedTime(new Date(since)))] })
    expect((await judge(kept(now), expired.certificate)).problem).toBe('after-expiry')
    expect((await judge(kept(now - 2 * hour), expired.certificate)).problem).toBeNull()
    expect((await judge({ entries: [{ serialNumber: expired.certificate.serialNumber, at }] }, expired.certificate)).statement).toMatchObject({ status: 'revoked' })
  })
})
