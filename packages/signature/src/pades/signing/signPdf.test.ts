import { beforeAll, describe, expect, it } from 'vitest'
import { parseSignedData } from '../../cms/parseSignedData.js'
import { digestOids, type DigestAlgorithm } from '../../crypto/registry/algorithms.js'
import { createSigningKey, type SigningKey } from '../../crypto/createSigningKey.js'
import { digest } from '../../crypto/hashing/digest.js'
import { derToP1363 } from '../../crypto/ecdsaForm.js'
import { signWithKey } from '../../crypto/signWithKey.js'
import { readDerPrefix } from '../../der/read.js'
import { fixtureForms } from '../../pdf/pdf.fixture.js'
import { positionsOf } from '../../pdf/syntax/positionsOf.js'
import { readPdf } from '../../pdf/readPdf.js'
import { signatureFields } from '../../pdf/document/signatureFields.js'
import type { PdfString } from '../../pdf/syntax/values.js'
import { contractFixture } from '../contract.fixture.js'
import { authority, certify, signingUsage } from '../pki.fixture.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import type { Signer } from './signer.js'
import { signPdf } from './signPdf.js'

let root: Uint8Array
let rootKey: SigningKey
beforeAll(async () => {
  rootKey = await createSigningKey()
  root = await certify({ subject: 'Root', issuer: 'Root', key: rootKey, issuerKey: rootKey, extensions: authority() })
})

async function keyAndCertificate(generation: RsaHashedKeyGenParams | EcKeyGenParams): Promise<{ privateKey: CryptoKey; certificate: Uint8Array }> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(generation, false, ['sign', 'verify'])) as CryptoKeyPair
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
  return { privateKey, certificate: await certify({ subject: '周禾田', issuer: 'Root', key: { privateKey, spki }, issuerKey: rootKey, extensions: [signingUsage()] }) }
}

const rsa = (name: string, hash: string, modulusLength = 2048): RsaHashedKeyGenParams => ({ name, hash, modulusLength, publicExponent: Uint8Array.of(1, 0, 1) })
const options = { field: 'borrower', signerName: '周禾田', signingTime: new Date('2026-11-20T02:42:18Z') }
/** What the SignerInfo of the only signature says. */
function digestAlgorithmOf(signed: Uint8Array): string | undefined {
  const pdf = readPdf(signed)
  const value = pdf.dictionary(signatureFields(pdf)[0]!.value)!
  return parseSignedData(readDerPrefix((value.entries.get('Contents') as PdfString).bytes).raw).signerInfos[0]?.digestAlgorithmOid
}

const verify = (signed: Uint8Array): ReturnType<typeof verifyPdf> => verifyPdf(signed, { trustAnchors: [root] })

describe('signPdf', () => {
  it.each<[string, DigestAlgorithm, RsaHashedKeyGenParams | EcKeyGenParams]>([
    ['ES256', 'SHA-256', { name: 'ECDSA', namedCurve: 'P-256' }],
    ['ES384', 'SHA-384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['ES256', 'SHA-256', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['RS256', 'SHA-256', rsa('RSASSA-PKCS1-v1_5', 'SHA-256')],
    ['RS384', 'SHA-384', rsa('RSASSA-PKCS1-v1_5', 'SHA-384', 3072)],
    ['RS512', 'SHA-512', rsa('RSASSA-PKCS1-v1_5', 'SHA-512')],
    ['PS256', 'SHA-256', rsa('RSA-PSS', 'SHA-256')],
    ['PS384', 'SHA-384', rsa('RSA-PSS', 'SHA-384')],
    ['PS512', 'SHA-512', rsa('RSA-PSS', 'SHA-512')],
  ])('signs by %s, the file hashed by %s, with %o', async (algorithm, hash, generation) => {
    const { privateKey, certificate } = await keyAndCertificate(generation)
    const signed = await signPdf({ ...options, base: contractFixture(), signer: { certificates: [certificate], algorithm, sign: (data) => signWithKey({ key: privateKey, data, algorithm }) } })
    expect(await verify(signed)).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ digestMatches: true, signatureHolds: true, coverage: 'document' }] })
    expect(digestAlgorithmOf(signed)).toBe(digestOids[hash])
    // Another digest of the same bytes would not have been found: the one that is said is the one that is there.
    signed[positionsOf(signed, 'Amount')[0]!]! ^= 1
    expect((await verify(signed)).signatures[0]).toMatchObject({ indication: 'TOTAL-FAILED', digestMatches: false })
  })

  describe('with a key that somebody else holds', () => {
    let privateKey: CryptoKey
    let certificates: Uint8Array[]
    beforeAll(async () => {
      const made = await keyAndCertificate({ name: 'ECDSA', namedCurve: 'P-384' })
      privateKey = made.privateKey
      certificates = [made.certificate]
    })
    const der = (data: Uint8Array): Promise<Uint8Array> => signWithKey({ key: privateKey, data, algorithm: 'ES384' })
    const sign = (signer: Partial<Signer>): Promise<Uint8Array> => signPdf({ ...options, base: contractFixture(), signer: { certificates, algorithm: 'ES384', ...signer } as Signer })

    it('takes r‖s where that is what comes back', async () => {
      const signed = await sign({ ecdsaForm: 'p1363', sign: async (data: Uint8Array) => derToP1363(await der(data), 48) })
      expect((await verify(signed)).indication).toBe('TOTAL-PASSED')
    })

    it('gives the digest of the signed attributes to a holder that takes a digest', async () => {
      // The holder is played by RSA in the raw: WebCrypto signs no digests. What it is given has to be the digest of what the other kind is given.
      let given: Uint8Array | undefined
      let data: Uint8Array | undefined
      await expect(sign({ signDigest: async (value: Uint8Array) => ((given = value), new Uint8Array(104)) })).rejects.toMatchObject({ code: 'signer-mismatch' })
      await sign({ sign: async (value: Uint8Array) => ((data = value), der(value)) })
      expect(given).toEqual(await digest({ algorithm: 'SHA-384', data: data! }))
    })

    it.each<[string, Partial<Signer>]>([
      ['the other form', { sign: async (data: Uint8Array) => derToP1363(await der(data), 48) }],
      ['the other form again', { ecdsaForm: 'p1363', sign: der }],
      ['a signature over the digest, hashed again', { sign: async (data: Uint8Array) => der(await digest({ algorithm: 'SHA-384', data })) }],
      ['a signature by another digest', { sign: (data: Uint8Array) => signWithKey({ key: privateKey, data, algorithm: 'ES256' }) }],
      ['nothing', { sign: () => Promise.resolve(new Uint8Array()) }],
    ])('embeds nothing when %s comes back', async (_what, signer) => {
      await expect(sign(signer)).rejects.toMatchObject({ code: 'signer-mismatch' })
    })

    it('embeds nothing that the first certificate does not verify', async () => {
      await expect(sign({ certificates: [root, ...certificates], sign: der })).rejects.toMatchObject({ code: 'signer-mismatch' })
    })

    it.each(['ES1', 'EdDSA', ''])('knows no way to write %j', async (algorithm) => {
      await expect(sign({ algorithm, sign: der })).rejects.toMatchObject({ code: 'algorithm-unknown' })
    })

    it('hands on what the holder throws', async () => {
      const refusal = new Error('HSM is busy')
      await expect(sign({ sign: () => Promise.reject(refusal) })).rejects.toBe(refusal)
    })
  })

  // Each signs upon what the one before left; the cross-reference of every revision is of the base's form.
  it.each(fixtureForms)('signs twice on a base with a %s', async (form) => {
    const { privateKey, certificate } = await keyAndCertificate({ name: 'ECDSA', namedCurve: 'P-256' })
    const signer: Signer = { certificates: [certificate], sign: (data) => signWithKey({ key: privateKey, data }) }
    let file: Uint8Array = contractFixture({ form })
    for (const field of ['borrower', 'lender']) file = await signPdf({ ...options, field, base: file, signer })
    expect(await verify(file)).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ coverage: 'revision', changesSince: [{ kind: 'signature' }, { kind: 'signature' }] }, { coverage: 'document', changesSince: [] }], revisions: 3 })
    expect(readPdf(file).sections.map((section) => section.form)).toEqual(Array(3).fill(form === 'table' ? 'table' : 'stream'))
  })
})
