import { Crypto as OtherCrypto } from '@peculiar/webcrypto'
import { describe, expect, it } from 'vitest'
import { buildSignedAttributes } from '../cms/buildSignedAttributes.js'
import { assembleSignedData } from '../cms/assembleSignedData.js'
import { parseSignedData } from '../cms/parseSignedData.js'
import { digestOf, verifySignedData } from '../cms/verifySignedData.js'
import { authority, certify, signingUsage } from '../pades/pki.fixture.js'
import { createCertificateRequest } from '../x509/createCertificateRequest.js'
import { validatePath } from '../x509/validatePath.js'
import { verifyCertificateRequest } from '../x509/verifyCertificateRequest.js'
import { createSigningKey } from './createSigningKey.js'
import { digest } from './digest.js'
import { signWithKey } from './signWithKey.js'

/** Each verb takes the WebCrypto it is given: what one makes, the other verifies. */
describe('another WebCrypto', () => {
  const other = new OtherCrypto() as Crypto

  it('makes key, request and signature that the platform verifies, and verifies them itself', async () => {
    const key = await createSigningKey({ crypto: other })
    const request = await createCertificateRequest({ key, commonName: 'A', crypto: other })
    expect((await verifyCertificateRequest(request)).spki).toEqual(key.spki)
    expect((await verifyCertificateRequest(request, { crypto: other })).spki).toEqual(key.spki)

    const root = await createSigningKey()
    const anchor = await certify({ subject: 'Root', issuer: 'Root', key: root, issuerKey: root, extensions: authority() })
    const certificate = await certify({ subject: 'A', issuer: 'Root', key, issuerKey: root, extensions: [signingUsage()] })
    const content = Uint8Array.of(1, 2, 3)
    const messageDigest = await digest({ algorithm: 'SHA-256', data: content, crypto: other })
    const signedAttributes = await buildSignedAttributes({ messageDigest, certificate, crypto: other })
    const signature = await signWithKey({ key: key.privateKey, data: signedAttributes, crypto: other })
    const signedData = parseSignedData(assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates: [certificate] }))
    for (const crypto of [globalThis.crypto, other]) {
      expect(await verifySignedData({ signedData, messageDigest: digestOf(content, crypto), detached: true, crypto })).toMatchObject({ problems: [], signatureHolds: true })
      expect((await validatePath({ certificate, intermediates: [], trustAnchors: [anchor], at: new Date(), crypto })).trusted).toBe(true)
    }
  })
})
