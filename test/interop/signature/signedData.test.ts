import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addSignatureTimestamp, assembleSignedData, buildSignedAttributes, digest, digestOf, parsePem, parseSignedData, requestTimestamp, signWithKey, toPem, verifySignedData } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify, makeTestPki, signingUsage, type TestPki } from '../../../packages/signature/src/pades/pki.fixture.js'

const rsa = (name: string, hash: string): RsaHashedKeyGenParams => ({ name, hash, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) })
const content = new TextEncoder().encode('a contract\nof two lines')

describe('OpenSSL as the other side', () => {
  let folder: string
  let pki: TestPki
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-cms-'))
    pki = await makeTestPki()
    writeFileSync(file('root.pem'), toPem(pki.root))
    writeFileSync(file('content'), content)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('`cms -verify -cades` accepts our signature, with and without its timestamp, and no other content', async () => {
    const [certificate] = pki.signer.certificates
    const signedAttributes = await buildSignedAttributes({ messageDigest: await digest({ algorithm: 'SHA-256', data: content }), certificate: certificate! })
    const signature = await pki.signer.sign(signedAttributes)
    const cms = assembleSignedData({ signedAttributes, signature, algorithm: 'ES256', certificates: pki.signer.certificates })
    const token = await requestTimestamp({ authority: pki.timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: signature }) })
    for (const der of [cms, addSignatureTimestamp({ cms, token })]) expect(accepts(der, content)).toEqual({ accepted: true, output: content })
    expect(accepts(cms, content.subarray(1)).accepted).toBe(false)
    const changed = Uint8Array.from(cms)
    changed[changed.length - 1]! ^= 1
    expect(accepts(changed, content).accepted).toBe(false)
  })

  it.each<[string, 'SHA-256' | 'SHA-384' | 'SHA-512', RsaHashedKeyGenParams | EcKeyGenParams]>([
    ['ES256', 'SHA-256', { name: 'ECDSA', namedCurve: 'P-256' }],
    ['ES384', 'SHA-384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['RS256', 'SHA-256', rsa('RSASSA-PKCS1-v1_5', 'SHA-256')],
    ['RS384', 'SHA-384', rsa('RSASSA-PKCS1-v1_5', 'SHA-384')],
    ['RS512', 'SHA-512', rsa('RSASSA-PKCS1-v1_5', 'SHA-512')],
    ['PS256', 'SHA-256', rsa('RSA-PSS', 'SHA-256')],
    ['PS384', 'SHA-384', rsa('RSA-PSS', 'SHA-384')],
    ['PS512', 'SHA-512', rsa('RSA-PSS', 'SHA-512')],
  ])('`cms -verify -cades` accepts our %s', async (algorithm, hash, generation) => {
    const { privateKey, publicKey } = (await crypto.subtle.generateKey(generation, false, ['sign', 'verify'])) as CryptoKeyPair
    const key = { privateKey, spki: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)) }
    const certificate = await certify({ subject: 'Written by us', issuer: 'Test Root', key, issuerKey: pki.rootKey, extensions: [signingUsage()] })
    const signedAttributes = await buildSignedAttributes({ messageDigest: await digest({ algorithm: hash, data: content }), certificate })
    const signature = await signWithKey({ key: privateKey, data: signedAttributes, algorithm })
    const cms = assembleSignedData({ signedAttributes, signature, algorithm, certificates: [certificate] })
    expect(accepts(cms, content)).toEqual({ accepted: true, output: content })
    expect(accepts(cms, content.subarray(1)).accepted).toBe(false)
  })

  it.each([
    ['P-256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], 'sha256', []],
    ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'sha384', []],
    ['RSA', ['-newkey', 'rsa:2048'], 'sha512', []],
    ['RSA-PSS', ['-newkey', 'rsa:2048'], 'sha256', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:digest']],
    ['a signer named by key identifier', ['-newkey', 'rsa:2048'], 'sha256', ['-keyid']],
  ])('`cms -sign -cades` by %s is verified by us', async (_kind, key, hash, options) => {
    execFileSync('openssl', ['req', '-x509', ...key, '-nodes', '-keyout', file('key.pem'), '-out', file('signer.pem'), '-subj', '/CN=Other side'], { stdio: 'ignore' })
    execFileSync('openssl', [
      'cms', '-sign', '-cades', '-binary', '-md', hash, '-in', file('content'), '-signer', file('signer.pem'), '-inkey', file('key.pem'), ...options, '-outform', 'DER', '-out', file('other.der'),
    ])
    const signedData = parseSignedData(new Uint8Array(readFileSync(file('other.der'))))
    const report = await verifySignedData({ signedData, messageDigest: digestOf(content), detached: true })
    expect(report).toMatchObject({ digestMatches: true, signatureHolds: true, problems: [] })
    expect(report.certificate?.der).toEqual(parsePem(readFileSync(file('signer.pem'), 'utf8'))[0])
  })

  const file = (name: string): string => join(folder, name)

  function accepts(cms: Uint8Array, signed: Uint8Array): { accepted: boolean; output: Uint8Array } {
    writeFileSync(file('cms.der'), cms)
    writeFileSync(file('signed'), signed)
    // -purpose any: OpenSSL's S/MIME purposes do not know documentSigning.
    const options = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('cms.der'), '-content', file('signed'), '-CAfile', file('root.pem'), '-purpose', 'any']
    const run = spawnSync('openssl', options)
    if (run.error) throw run.error
    return { accepted: run.status === 0, output: new Uint8Array(run.stdout) }
  }
})
