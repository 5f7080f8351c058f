import { beforeAll, describe, expect, it } from 'vitest'
import { assembleSignedData } from '../cms/assembleSignedData.js'
import { buildSignedAttributes } from '../cms/buildSignedAttributes.js'
import { digest } from '../crypto/hashing/digest.js'
import { oids } from '../der/oids.js'
import { makeTestPki, type TestPki } from '../pades/pki.fixture.js'
import { parseTimestampToken } from './parseTimestampToken.js'
import { requestTimestamp } from './requestTimestamp.js'
import { verifyTimestampToken } from './verifyTimestampToken.js'

const data = new TextEncoder().encode('a signature value')

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
    const { signedData } = parseTimestampToken(token)
    for (let at = 0; at < token.length; at += 1) {
      const changed = Uint8Array.from(token)
      changed[at]! ^= 0x01
      const report = await verifyTimestampToken({ token: changed, data, trustAnchors: [pki.root] })
      if (report.valid) expect(parseTimestampToken(changed).signedData.content).toEqual(signedData.content)
    }
  })

  it('says of anything else that it is no token', async () => {
    for (const junk of [new Uint8Array(), Uint8Array.of(0x30, 0), pki.root]) {
      expect(await verifyTimestampToken({ token: junk, data, trustAnchors: [pki.root] })).toEqual({ valid: false, generationTime: null, authority: null, problems: ['timestamp-malformed'], warnings: [], path: null })
    }
  })
})
