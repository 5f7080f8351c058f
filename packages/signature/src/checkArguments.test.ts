import { beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from './pades/contract.fixture.js'
import { extendPdf } from './pades/extend/extendPdf.js'
import { inspectPdf } from './pades/inspection/inspectPdf.js'
import { makeTestPki, type TestPki } from './pades/pki.fixture.js'
import { embedSignature } from './pades/signing/embedSignature.js'
import { prepareSignature } from './pades/signing/prepareSignature.js'
import { signPdf } from './pades/signing/signPdf.js'
import { verifyPdf } from './pades/validation/verifyPdf.js'
import { pkcs12Signer } from './pkcs12/pkcs12Signer.js'
import { networkRevocationSource } from './revocation/networkRevocationSource.js'
import { httpTimestampAuthority } from './timestamp/httpTimestampAuthority.js'
import { toPem } from './x509/pem.js'

type Loose = (...args: unknown[]) => unknown
/** As code without types calls it. */
const loosely = (verb: unknown): Loose => verb as Loose
const base = contractFixture()

let pki: TestPki
let signing: Record<string, unknown>
beforeAll(async () => {
  pki = await makeTestPki()
  signing = { base, field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer }
})

async function refusal(call: () => unknown): Promise<string> {
  try {
    await call()
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError)
    return (error as Error).message
  }
  throw new Error('not refused')
}

describe('what code without types gets wrong is said by name', () => {
  it.each<[string, Loose, unknown[]]>([
    ['verifyPdf: bytes is a Uint8Array', loosely(verifyPdf), []],
    ['verifyPdf: bytes is a Uint8Array', loosely(verifyPdf), ['signed.pdf', { trustAnchors: [] }]],
    ['verifyPdf takes an object of options: trustAnchors, timestampAnchors, at, revocation, revocationSource, fetch, crypto', loosely(verifyPdf), [base]],
    ['verifyPdf: trustAnchors is a list of certificates, each DER in a Uint8Array; parsePem makes it of PEM', loosely(verifyPdf), [base, {}]],
    ['verifyPdf: trustAnchors is a list of certificates, each DER in a Uint8Array; parsePem makes it of PEM', loosely(verifyPdf), [base, { trustAnchors: [new TextEncoder().encode('-----BEGIN CERTIFICATE-----')] }]],
    ['verifyPdf: at is a Date, or left out', loosely(verifyPdf), [base, { trustAnchors: [], at: '2026-11-20' }]],
    ['verifyPdf: at is a Date, or left out', loosely(verifyPdf), [base, { trustAnchors: [], at: new Date('?') }]],
    ['verifyPdf: revocation is one of required, when-present, or left out', loosely(verifyPdf), [base, { trustAnchors: [], revocation: 'require' }]],
    ['verifyPdf has no option revokation; there are trustAnchors, timestampAnchors, at, revocation, revocationSource, fetch, crypto', loosely(verifyPdf), [base, { trustAnchors: [], revokation: 'required' }]],
    ['verifyPdf: revocationSource is an object with fetchOcsp and fetchCrl, as networkRevocationSource gives, or left out', loosely(verifyPdf), [base, { trustAnchors: [], revocationSource: () => null }]],
    ['extendPdf: revocationSource is an object with fetchOcsp and fetchCrl, as networkRevocationSource gives', loosely(extendPdf), [{ file: base, trustAnchors: [] }]],
    ['extendPdf: file is a Uint8Array', loosely(extendPdf), [{ file: 'signed.pdf' }]],
    ['inspectPdf: bytes is a Uint8Array', loosely(inspectPdf), ['signed.pdf']],
    ['toPem: der is a Uint8Array', loosely(toPem), [[base]]],
    ['toPem: label is a text; of a list, ders.map((der) => toPem(der))', loosely(toPem), [base, 0]],
    ['networkRevocationSource: fetch is a function', loosely(networkRevocationSource), [{}]],
    ['httpTimestampAuthority takes an object of options: url, name, fetch, timeoutMilliseconds', loosely(httpTimestampAuthority), ['https://tsa.example/']],
    ['httpTimestampAuthority: url is an address that begins with https:// or http://', loosely(httpTimestampAuthority), [{ url: 'tsa.example' }]],
    ['pkcs12Signer: password is a text', loosely(pkcs12Signer), [{ bytes: base }]],
    ['signPdf takes an object of options: base, field, signerName, reason, signingTime, evidenceRoot, appearance, certification, contentsSize, crypto, signer, timestampAuthority', loosely(signPdf), []],
  ])('%s', async (message, verb, args) => {
    expect(await refusal(() => verb(...args))).toBe(message)
  })

  it.each<[string, Record<string, unknown>]>([
    ['base is a Uint8Array, or what openBase gives', { base: 'contract.pdf' }],
    ['signingTime is a Date', { signingTime: '2026-11-20' }],
    ['certification is one of 1, 2, 3, or left out', { certification: true }],
    ['signer is an object with certificates and sign, or one with certificates and signDigest', { signer: Promise.resolve() }],
    ['timestampAuthority is an object with timestamp, as httpTimestampAuthority gives, or left out', { timestampAuthority: 'https://tsa.example/' }],
  ])('signPdf: %s', async (message, wrong) => {
    expect(await refusal(() => loosely(signPdf)({ ...signing, ...wrong }))).toBe(`signPdf: ${message}`)
  })

  it('signPdf stamps nothing without a word when the authority stands under another name', async () => {
    expect(await refusal(() => loosely(signPdf)({ ...signing, timestampAuthorities: [pki.timestampAuthority] }))).toMatch(/^signPdf has no option timestampAuthorities; there are /)
  })

  it('signPdf takes a signer’s certificates as DER alone', async () => {
    const pem = toPem(pki.signer.certificates[0]!)
    for (const certificates of [pem, [pem], [new TextEncoder().encode(pem)], []]) {
      expect(await refusal(() => loosely(signPdf)({ ...signing, signer: { ...pki.signer, certificates } }))).toBe('signPdf: signer.certificates is a list of certificates, the signer’s first, each DER in a Uint8Array; parsePem makes it of PEM')
    }
  })

  it('writes no permission that there is not, and no text in place of a CMS', async () => {
    expect(await refusal(() => loosely(prepareSignature)({ ...signing, certification: '2 /P 3' }))).toBe('certification is 1, 2 or 3')
    const prepared = await prepareSignature({ base, field: 'borrower', signerName: '周禾田', signingTime: new Date() })
    expect(await refusal(() => loosely(embedSignature)({ base, prepared, cms: 'MIIB' }))).toBe('embedSignature: cms is a Uint8Array')
  })
})
