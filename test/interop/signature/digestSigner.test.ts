import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signPdf, toPem, verifyPdf } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oids } from '../../../packages/signature/src/der/oids.js'
import { contractFixture } from '../../../packages/signature/src/pades/contract.fixture.js'
import { certify, makeTestPki, purpose, signingUsage, type TestPki } from '../../../packages/signature/src/pades/pki.fixture.js'
import { cutSignatures } from '../judges/cutSignatures.js'
import { dss } from '../judges/dss.js'
import { pdfsig } from '../judges/pdfsig.js'
import { pyhanko } from '../judges/pyhanko.js'
import { run } from '../judges/run.js'

/** A key that lives in another program and signs digests only, as those of KMS and HSM do: OpenSSL's `pkeyutl`. */
const holders = [
  ['ES256', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], []],
  ['ES384', ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], []],
  ...[2048, 3072, 4096].flatMap((bits) => [
    ['RS256', ['RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`], ['-pkeyopt', 'digest:sha256', '-pkeyopt', 'rsa_padding_mode:pkcs1']] as const,
    ['PS256', ['RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`], ['-pkeyopt', 'digest:sha256', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:32', '-pkeyopt', 'rsa_mgf1_md:sha256']] as const,
  ]),
  ['RS512', ['RSA', '-pkeyopt', 'rsa_keygen_bits:3072'], ['-pkeyopt', 'digest:sha512', '-pkeyopt', 'rsa_padding_mode:pkcs1']],
  ['PS384', ['RSA', '-pkeyopt', 'rsa_keygen_bits:3072'], ['-pkeyopt', 'digest:sha384', '-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:48', '-pkeyopt', 'rsa_mgf1_md:sha384']],
] as const

const folder = mkdtempSync(join(tmpdir(), 'loansign-digests-'))
const file = (name: string): string => join(folder, name)
const openssl = (args: readonly string[]): void => {
  const { status, output } = run('openssl', args)
  if (status !== 0) throw new Error(output)
}
let pki: TestPki
const signedFiles: string[] = []
beforeAll(async () => {
  pki = await makeTestPki()
  writeFileSync(file('trust.pem'), toPem(pki.root))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(holders)('%s by a holder that takes a digest, key made as %j', (algorithm, generation, signing) => {
  it('is accepted here, by OpenSSL, pdfsig and pyHanko', async () => {
    openssl(['genpkey', '-algorithm', generation[0], ...generation.slice(1), '-out', file('key.pem')])
    openssl(['pkey', '-in', file('key.pem'), '-pubout', '-outform', 'DER', '-out', file('spki.der')])
    const certificate = await certify({
      subject: '周禾田', issuer: 'Test Root', issuerKey: pki.rootKey, key: { privateKey: pki.rootKey.privateKey, spki: new Uint8Array(readFileSync(file('spki.der'))) }, extensions: [signingUsage(), purpose(oids.emailProtection)],
    })
    const signDigest = async (digest: Uint8Array): Promise<Uint8Array> => {
      writeFileSync(file('digest.bin'), digest)
      openssl(['pkeyutl', '-sign', '-inkey', file('key.pem'), '-in', file('digest.bin'), '-out', file('value.bin'), ...signing])
      return new Uint8Array(readFileSync(file('value.bin')))
    }
    const signed = await signPdf({
      base: contractFixture({ fields: ['borrower'] }), field: 'borrower', signerName: '周禾田', signingTime: new Date(), timestampAuthority: pki.timestampAuthority, signer: { certificates: [certificate], algorithm, signDigest },
    })
    expect(await verifyPdf(signed, { trustAnchors: [pki.root] })).toMatchObject({ indication: 'TOTAL-PASSED', signatures: [{ level: 'B-T', signatureHolds: true }] })
    const path = file(`${signedFiles.length}.pdf`)
    signedFiles.push(path)
    writeFileSync(path, signed)
    const [{ cms, signedBytes }] = cutSignatures(path) as [ReturnType<typeof cutSignatures>[number]]
    writeFileSync(file('cms.der'), cms)
    writeFileSync(file('content.bin'), signedBytes)
    const { output } = run('openssl', ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('cms.der'), '-content', file('content.bin'), '-CAfile', file('trust.pem'), '-purpose', 'any', '-out', file('out.bin')])
    expect(output).toContain('CAdES Verification successful')
    expect(pdfsig(file('trust.pem'), path)).toMatchObject([{ validation: 'Signature is Valid.', certificate: 'Certificate is Trusted.' }])
    expect(pyhanko(file('trust.pem'), path)).toMatchObject([{ intact: true, valid: true, trusted: true, bottomLine: true, timestampTrusted: true }])
  })
})

it('EU DSS finds all of them intact and at level T', () => {
  expect(signedFiles).toHaveLength(holders.length)
  // DSS has no revocation data here, so its verdict stays open; the mathematics and the level do not.
  for (const { signatures } of dss(file('trust.pem'), signedFiles)) {
    expect(signatures).toMatchObject([{ level: 'PAdES-BASELINE-T', intact: true, byteRangeValid: true, subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' }])
  }
})
