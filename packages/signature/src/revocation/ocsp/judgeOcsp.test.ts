import { beforeAll, describe, expect, it } from 'vitest'
import { oids } from '../../der/oids.js'
import { generalizedTime, nullValue } from '../../der/write.js'
import { extension, purpose, signingUsage } from '../../pades/pki.fixture.js'
import { judgeOcsp } from './judgeOcsp.js'
import { parseOcspResponse } from './parseOcspResponse.js'
import { ocspResponse, revoked, unknown, type FixtureSigner, type OcspFixture } from '../revocation.fixture.js'
import { holder, makeRevocationPki, responderExtensions, type RevocationPki } from '../revocationPki.fixture.js'
import type { RevocationProblemCode } from '../statement.js'

const hour = 3_600_000
let pki: RevocationPki

async function judge(options: Partial<OcspFixture> = {}, responderStatus?: 'good' | 'revoked'): Promise<Awaited<ReturnType<typeof judgeOcsp>>> {
  const { signer, issuing, responder } = pki
  const made = await ocspResponse({ certificate: signer.certificate, issuer: issuing.certificate, signer: responder, certificates: [(options.signer ?? responder).certificate], ...options })
  return judgeOcsp({ response: parseOcspResponse(made), certificate: signer.certificate, issuer: issuing.certificate, ...(responderStatus ? { responderStatus: async () => responderStatus } : {}) })
}
const problemOf = async (options: Partial<OcspFixture>): Promise<RevocationProblemCode | null> => (await judge(options)).problem

describe('judgeOcsp', () => {
  beforeAll(async () => {
    pki = await makeRevocationPki()
  })

  it('takes the answer of an appointed responder, named by key or by name, and of the issuer itself', async () => {
    const thisUpdate = new Date(Math.floor(Date.now() / 1000) * 1000)
    for (const options of [{}, { byName: true }, { signer: pki.issuing, certificates: [] }, { signer: pki.issuing, byName: true, certificates: [] }]) {
      expect(await judge({ ...options, thisUpdate })).toMatchObject({ problem: null, statement: { kind: 'ocsp', status: 'good', thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + hour) } })
    }
  })

  it('tells when and why a certificate was revoked, and that one is not known', async () => {
    const at = new Date('2026-11-20T02:42:18Z')
    expect((await judge({ status: revoked(at, 1) })).statement).toMatchObject({ status: 'revoked', revokedAt: at, reason: 'key-compromise' })
    expect((await judge({ status: revoked(at) })).statement).toMatchObject({ status: 'revoked', revokedAt: at, reason: null })
    expect((await judge({ status: unknown() })).statement).toMatchObject({ status: 'unknown' })
  })

  it('refuses a forged signature and a changed answer', async () => {
    const made = await ocspResponse({ certificate: pki.signer.certificate, issuer: pki.issuing.certificate, signer: pki.responder, certificates: [pki.responder.certificate] })
    const response = parseOcspResponse(made)
    const forged = { ...response, signature: Uint8Array.from(response.signature).fill(1, 8, 12) }
    const changed = { ...response, tbs: Uint8Array.from(response.tbs, (octet, index) => (index === response.tbs.length - 2 ? octet ^ 1 : octet)) }
    for (const one of [forged, changed]) expect(await judgeOcsp({ response: one, certificate: pki.signer.certificate, issuer: pki.issuing.certificate })).toEqual({ statement: null, problem: 'signature-invalid' })
  })

  it('refuses a signer nobody appointed', async () => {
    const { issuing, root } = pki
    const timestamper = await holder({ subject: 'TSA', issuer: issuing, extensions: [signingUsage(), purpose(oids.timeStamping, true)] })
    const anyPurpose = await holder({ subject: 'Any', issuer: issuing, extensions: [signingUsage(), purpose(oids.anyExtendedKeyUsage)] })
    const otherIssuer = await holder({ subject: 'Responder', issuer: root, extensions: responderExtensions() })
    const twin = await holder({ subject: 'Revocation Issuing', extensions: [] })
    const ofTwin = await holder({ subject: 'Responder', issuer: { ...twin }, extensions: responderExtensions() })
    for (const signer of [timestamper, anyPurpose, otherIssuer, ofTwin]) expect(await problemOf({ signer }), signer.certificate.subject.commonName!).toBe('signer-not-authorized')
    // The issuer's key under another name: another authority in the eyes of RFC 6960 section 4.2.2.2.
    const renamed = await holder({ subject: 'Responder', issuer: { certificate: root.certificate, key: issuing.key }, extensions: responderExtensions() })
    expect(await problemOf({ signer: renamed })).toBe('signer-not-authorized')
    // The right name, and another key: the answer does not carry the certificate, or carries the honest one.
    expect(await problemOf({ certificates: [] })).toBe('signer-not-authorized')
    const impostor: FixtureSigner = { certificate: pki.responder.certificate, key: timestamper.key }
    expect(await problemOf({ signer: impostor, certificates: [pki.responder.certificate] })).toBe('signature-invalid')
    // The issuer's name with another key.
    expect(await problemOf({ signer: { certificate: issuing.certificate, key: timestamper.key }, byName: true, certificates: [] })).toBe('signature-invalid')
  })

  it('refuses a responder that was not valid when it answered', async () => {
    const expired = await holder({ subject: 'Old responder', issuer: pki.issuing, extensions: responderExtensions(), from: new Date(Date.now() - 3 * hour), until: new Date(Date.now() - 2 * hour) })
    expect(await problemOf({ signer: expired })).toBe('responder-invalid')
    // Valid then, and not any more.
    const then = new Date(Date.now() - 2.5 * hour)
    expect(await problemOf({ signer: expired, thisUpdate: then, producedAt: then })).toBeNull()
    const strange = await holder({ subject: 'Strange responder', issuer: pki.issuing, extensions: [...responderExtensions(), extension('2.999.7', nullValue(), true)] })
    expect(await problemOf({ signer: strange })).toBe('responder-invalid')
  })

  it('asks about a responder without ocsp-nocheck', async () => {
    const signer = await holder({ subject: 'Checked responder', issuer: pki.issuing, extensions: responderExtensions().slice(0, 2) })
    expect((await judge({ signer })).problem).toBe('responder-not-checked')
    expect((await judge({ signer }, 'revoked')).problem).toBe('responder-revoked')
    expect((await judge({ signer }, 'good')).problem).toBeNull()
  })

  it('refuses the answer about another certificate', async () => {
    const other = await holder({ subject: 'Other', issuer: pki.issuing, extensions: [signingUsage()] })
    expect(await problemOf({ certificate: other.certificate })).toBe('other-certificate')
    // The same serial number, another issuer: of another name, of another key.
    expect(await problemOf({ issuer: pki.root.certificate })).toBe('other-certificate')
    for (const part of [{ spki: pki.root.certificate.spki }, { subject: pki.root.certificate.subject }]) expect(await problemOf({ issuer: { ...pki.issuing.certificate, ...part } })).toBe('other-certificate')
  })

  it('refuses times that cannot be', async () => {
    const now = Date.now()
    expect(await problemOf({ thisUpdate: new Date(now), producedAt: new Date(now - 5000) })).toBe('times-disordered')
    expect(await problemOf({ thisUpdate: new Date(now), nextUpdate: new Date(now - 5000) })).toBe('times-disordered')
    expect(await problemOf({ thisUpdate: new Date(now - 25 * hour), producedAt: new Date(now) })).toBe('before-issuance')
  })

  it('relies upon an answer about an expired certificate only when the responder says that it still knows', async () => {
    const now = new Date()
    const expired = await holder({ subject: 'Event', issuer: pki.issuing, extensions: [signingUsage()], until: new Date(now.getTime() - hour) })
    const about = async (options: Partial<OcspFixture>) => {
      const made = await ocspResponse({ certificate: expired.certificate, issuer: pki.issuing.certificate, signer: pki.responder, certificates: [pki.responder.certificate], ...options })
      return (await judgeOcsp({ response: parseOcspResponse(made), certificate: expired.certificate, issuer: pki.issuing.certificate })).problem
    }
    const cutoff = (time: Date): Partial<OcspFixture> => ({ singleExtensions: [extension(oids.ocspArchiveCutoff, generalizedTime(time))] })
    expect(await about({})).toBe('after-expiry')
    expect(await about(cutoff(now))).toBe('after-expiry')
    expect(await about(cutoff(new Date(now.getTime() - 2 * hour)))).toBeNull()
    expect(await about({ status: revoked(new Date(now.getTime() - 2 * hour)) })).toBeNull()
  })

  it('refuses critical extensions', async () => {
    expect(await problemOf({ extensions: [extension('2.999.7', nullValue(), true)] })).toBe('critical-extension')
    expect(await problemOf({ singleExtensions: [extension('2.999.7', nullValue(), true)] })).toBe('critical-extension')
    expect(await problemOf({ extensions: [extension('2.999.7', nullValue())] })).toBeNull()
  })
})
