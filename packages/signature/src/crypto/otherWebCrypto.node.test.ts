import { Crypto as OtherCrypto } from '@peculiar/webcrypto'
import { describe, expect, it } from 'vitest'
import { buildSignedAttributes } from '../cms/buildSignedAttributes.js'
import { assembleSignedData } from '../cms/assembleSignedData.js'
import { parseSignedData } from '../cms/parseSignedData.js'
import { digestOf, verifySignedData } from '../cms/verifySignedData.js'
import { contractFixture } from '../pades/contract.fixture.js'
import { authority, certify, signingUsage } from '../pades/pki.fixture.js'
import { openBase } from '../pades/base/openBase.js'
import { signPdf } from '../pades/signing/signPdf.js'
import { verifyPdf } from '../pades/validation/verifyPdf.js'
import { createCertificateRequest } from '../x509/createCertificateRequest.js'
import { validatePath } from '../x509/path/validatePath.js'
import { verifyCertificateRequest } from '../x509/verifyCertificateRequest.js'
import { createSigningKey } from './createSigningKey.js'
import { digest } from './hashing/digest.js'
import { signWithKey } from './signWithKey.js'

const rsa = (name: string, hash: string): RsaHashedKeyGenParams => ({ name, hash, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) })

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

  it.each<[string, RsaHashedKeyGenParams | EcKeyGenParams]>([
    ['ES256', { name: 'ECDSA', namedCurve: 'P-256' }],
    ['ES384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['RS256', rsa('RSASSA-PKCS1-v1_5', 'SHA-256')],
    ['RS512', rsa('RSASSA-PKCS1-v1_5', 'SHA-512')],
    ['PS256', rsa('RSA-PSS', 'SHA-256')],
    ['PS384', rsa('RSA-PSS', 'SHA-384')],
  ])('signs a PDF by %s, which both verify', async (algorithm, generation) => {
    const { privateKey, publicKey } = (await other.subtle.generateKey(generation, false, ['sign', 'verify'])) as CryptoKeyPair
    const key = { privateKey, spki: new Uint8Array(await other.subtle.exportKey('spki', publicKey)) }
    const root = await createSigningKey()
    const anchor = await certify({ subject: 'Root', issuer: 'Root', key: root, issuerKey: root, extensions: authority() })
    const certificate = await certify({ subject: 'A', issuer: 'Root', key, issuerKey: root, extensions: [signingUsage()] })
    const signer = { certificates: [certificate], algorithm, sign: (data: Uint8Array) => signWithKey({ key: privateKey, data, algorithm, crypto: other }) }
    const base = openBase(contractFixture(), { crypto: other })
    const signed = await signPdf({ base, field: 'borrower', signerName: 'A', signingTime: new Date(), signer, crypto: other })
    for (const crypto of [globalThis.crypto, other]) expect((await verifyPdf(signed, { trustAnchors: [anchor], crypto })).indication).toBe('TOTAL-PASSED')
  })
})
