import { beforeAll, describe, expect, it } from 'vitest'
import { assembleSignedData } from '../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../cms/buildSignedAttributes.js'
import { digest } from '../crypto/hashing/digest.js'
import { oids } from '../der/oids.js'
import { createSigningKey } from '../crypto/createSigningKey.js'
import { element, generalizedTime, integer, nullValue, objectIdentifier, octetString, sequence } from '../der/write.js'
import { authority, certify, extension, makeTestPki, purpose, signingUsage, timestampAuthorityOf, type TestPki } from '../pades/pki.fixture.js'
import { parseTimestampToken } from './parseTimestampToken.js'
import { requestTimestamp } from './requestTimestamp.js'
import { verifyTimestampToken } from './verifyTimestampToken.js'

const data = new TextEncoder().encode('a signature value')

interface TstInfo {
  readonly version?: number
  readonly digest?: Uint8Array
  readonly further?: readonly Uint8Array[]
}

function tstInfo({ version = 1, digest: hashed = new Uint8Array(32), further = [] }: TstInfo): Uint8Array {
  const imprint = sequence(sequence(objectIdentifier(oids.sha256)), octetString(hashed))
  return sequence(integer(version), objectIdentifier('2.999.1'), imprint, integer(7), generalizedTime(new Date('2026-11-20T02:42:18Z')), ...further)
}

describe('verifyTimestampToken', () => {
  let pki: TestPki
  let token: Uint8Array
  beforeAll(async () => {
    pki = await makeTestPki()
    token = await requestTimestamp({ authority: pki.timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data }) })
  })

  it('relies on a token whose imprint, signature and path hold', async () => {
    const report = await verifyTimestampToken({ token, data, trustAnchors: [pki.root] })
    expect(report).toMatchObject({ valid: true, problems: [], authority: 'Test TSA' })
    expect(Math.abs(report.generationTime!.getTime() - Date.now())).toBeLessThan(60_000)
  })

  it('names other data, and a missing anchor', async () => {
    expect(await verifyTimestampToken({ token, data: data.subarray(1), trustAnchors: [pki.root] })).toMatchObject({ valid: false, problems: ['imprint-mismatch'] })
    const other = await makeTestPki()
    expect(await verifyTimestampToken({ token, data, trustAnchors: [other.root] })).toMatchObject({ valid: false, problems: ['path-not-trusted'] })
    expect(await verifyTimestampToken({ token, data, trustAnchors: [] })).toMatchObject({ valid: false, problems: ['path-not-trusted'] })
  })

  it('takes no token of one who may sign documents but not time', async () => {
    const { content } = parseTimestampToken(token).signedData
    const certificates = pki.signer.certificates
    const messageDigest = await digest({ algorithm: 'SHA-256', data: content! })
    const signedAttributes = await buildSignedAttributes({ messageDigest, certificate: certificates[0]!, contentType: oids.tstInfo })
    const signature = await pki.signer.sign(signedAttributes)
    const forged = assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates, content: { type: oids.tstInfo, bytes: content! } })
    const report = await verifyTimestampToken({ token: forged, data, trustAnchors: [pki.root] })
    expect(report).toMatchObject({ valid: false, problems: ['path-not-trusted'] })
    expect(report.path?.problems).toEqual([{ code: 'extended-key-usage', index: 0 }])
  })

  it('never relies on a changed byte, and never throws', async () => {
    const relied: number[] = []
    for (let at = 0; at < token.length; at += 1) {
      const changed = Uint8Array.from(token)
      changed[at]! ^= 0x01
      if ((await verifyTimestampToken({ token: changed, data, trustAnchors: [pki.root] })).valid) relied.push(at)
    }
    expect(relied).toEqual([])
  })

  it('reads no TSTInfo of another version, with an imprint of another length, or with a critical extension (RFC 3161 section 2.4.2)', () => {
    const reading = (change: TstInfo) => () => parseTimestampToken(assembleSignedData({ signedAttributes: sequence(), signature: new Uint8Array(8), algorithm: 'ES256', certificates: pki.signer.certificates, content: { type: oids.tstInfo, bytes: tstInfo(change) } }))
    expect(reading({})().generationTime).toEqual(new Date('2026-11-20T02:42:18Z'))
    expect(reading({ further: [element(0xa1, extension('2.999.7', nullValue()))] })().nonce).toBeNull()
    for (const change of [{ version: 2 }, { digest: new Uint8Array(31) }, { further: [element(0xa1, extension('2.999.7', nullValue(), true))] }]) {
      expect(reading(change)).toThrow(expect.objectContaining({ code: 'timestamp-malformed' }))
    }
  })

  it('judges the path at the time the token states, whenever it is asked', async () => {
    const key = await createSigningKey()
    const [from, until] = [new Date('2026-11-20T00:00:00Z'), new Date('2026-11-21T00:00:00Z')]
    const issue = (subject: string, extensions: readonly Uint8Array[]): Promise<Uint8Array> => certify({ subject, issuer: 'Root', key, issuerKey: key, extensions, from, until })
    const [root, certificate] = await Promise.all([issue('Root', authority()), issue('TSA', [signingUsage(), purpose(oids.timeStamping, true)])])
    const stamp = async (time: string): Promise<Uint8Array> =>
      requestTimestamp({ authority: timestampAuthorityOf({ name: 'TSA', certificates: [certificate], key, time: () => new Date(time) }), digest: await digest({ algorithm: 'SHA-256', data }) })
    expect(await verifyTimestampToken({ token: await stamp('2026-11-20T02:42:18Z'), data, trustAnchors: [root] })).toMatchObject({ valid: true })
    for (const time of ['2026-11-19T23:59:59Z', '2026-11-21T00:00:01Z']) expect(await verifyTimestampToken({ token: await stamp(time), data, trustAnchors: [root] })).toMatchObject({ valid: false, problems: ['path-not-trusted'] })
  })

  it('says of anything else that it is no token', async () => {
    for (const junk of [new Uint8Array(), Uint8Array.of(0x30, 0), pki.root]) {
      expect(await verifyTimestampToken({ token: junk, data, trustAnchors: [pki.root] })).toEqual({ valid: false, generationTime: null, authority: null, problems: ['timestamp-malformed'], warnings: [], path: null })
    }
  })
})
