import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKey } from '../../crypto/createSigningKey.js'
import { oids } from '../../der/oids.js'
import { objectIdentifier, sequence } from '../../der/write.js'
import { authority, certify, extension, purpose, signingUsage } from '../../pades/pki.fixture.js'
import { makePathCases, makePurposeCases, type PathCases } from './pathCases.fixture.js'
import { parseCertificate } from '../parseCertificate.js'
import { validatePath } from './validatePath.js'

const at = new Date()

describe('validatePath', () => {
  let general: PathCases
  let purposes: PathCases
  beforeAll(async () => {
    ;[general, purposes] = await Promise.all([makePathCases(), makePurposeCases()])
  })

  it('says of every case what is wrong, and where', async () => {
    for (const { root, cases } of [general, purposes]) {
      for (const { name, leaf, intermediates, problems } of cases) {
        const report = await validatePath({ certificate: leaf, intermediates, trustAnchors: [root], at })
        expect({ name, trusted: report.trusted, problems: report.problems }).toEqual({ name, trusted: problems.length === 0, problems })
      }
    }
  })

  it('gives the path, leaf first and anchor last', async () => {
    const { root, cases } = general
    const { leaf, intermediates } = cases[0]!
    const report = await validatePath({ certificate: leaf, intermediates, trustAnchors: [root], at })
    expect(report.path.map(({ subject }) => subject.commonName)).toEqual(['Zhou Hetian', 'Issuing', 'Root'])
    expect((await validatePath({ certificate: parseCertificate(leaf), intermediates, trustAnchors: [root], at })).trusted).toBe(true)
  })

  it('trusts nothing without an anchor, and a certificate that is an anchor itself', async () => {
    const { leaf, intermediates } = general.cases[0]!
    expect((await validatePath({ certificate: leaf, intermediates: [...intermediates, general.root], trustAnchors: [], at })).problems).toEqual([{ code: 'no-path', index: 0 }])
    expect((await validatePath({ certificate: leaf, intermediates: [], trustAnchors: [leaf], at })).trusted).toBe(true)
  })

  it('asks of a timestamp authority the one purpose, critical (RFC 3161 section 2.3)', async () => {
    const key = await createSigningKey()
    const issue = (subject: string, extensions: readonly Uint8Array[]): Promise<Uint8Array> => certify({ subject, issuer: 'Root', key, issuerKey: key, extensions })
    const root = await issue('Root', authority())
    const check = async (...extensions: readonly Uint8Array[]): Promise<readonly unknown[]> => {
      const certificate = await issue('TSA', [signingUsage(), ...extensions])
      return (await validatePath({ certificate, intermediates: [], trustAnchors: [root], at, purpose: 'timestamping' })).problems
    }
    expect(await check(purpose(oids.timeStamping, true))).toEqual([])
    for (const wrong of [[], [purpose(oids.timeStamping)], [purpose(oids.anyExtendedKeyUsage, true)], [extension(oids.extendedKeyUsage, sequence(objectIdentifier(oids.timeStamping), objectIdentifier(oids.documentSigning)), true)]]) expect(await check(...wrong)).toEqual([{ code: 'extended-key-usage', index: 0 }])
  })

  it('leaves out candidates that cannot be read, and refuses such an anchor', async () => {
    const { leaf, intermediates } = general.cases[0]!
    const junk = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x00)
    expect((await validatePath({ certificate: leaf, intermediates: [junk, ...intermediates], trustAnchors: [general.root], at })).trusted).toBe(true)
    await expect(validatePath({ certificate: leaf, intermediates, trustAnchors: [junk], at })).rejects.toMatchObject({ code: 'certificate-malformed' })
  })

  it('comes to an end among authorities that all bear one name', async () => {
    const key = await createSigningKey()
    const twin = (): Promise<Uint8Array> => certify({ subject: 'Twin', issuer: 'Twin', key, issuerKey: key, extensions: authority() })
    const twins = await Promise.all(Array.from({ length: 40 }, twin))
    const report = await validatePath({ certificate: twins[0]!, intermediates: twins, trustAnchors: [general.root], at })
    expect(report.problems).toEqual([{ code: 'no-path', index: 0 }])
  })
})
