import { createHash, createSign, generateKeyPairSync, sign as signOnce, type KeyObject } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSignedAttributes, issuerAndSerialNumber } from '../../cms/buildSignedAttributes.js'
import { oids } from '../../der/oids.js'
import { readDer } from '../../der/read.js'
import { bitString, booleanTrue, element, generalizedTime, integer, nullValue, objectIdentifier, octetString, sequence, setOf } from '../../der/write.js'
import { crlOf } from '../../revocation/revocation.fixture.js'
import { judgeCrl } from '../../revocation/crl/judgeCrl.js'
import { parseCrl } from '../../revocation/crl/parseCrl.js'
import { parseTimestampRequest } from '../../timestamp/request.js'
import { requestTimestamp, type TimestampAuthority } from '../../timestamp/requestTimestamp.js'
import { verifyTimestampToken } from '../../timestamp/verifyTimestampToken.js'
import { writeCommonName } from '../../x509/name.js'
import { parseCertificate } from '../../x509/parseCertificate.js'
import { validatePath } from '../../x509/path/validatePath.js'
import { contractFixture } from '../contract.fixture.js'
import { extension, makeTestPki, purpose, signingUsage, type TestPki } from '../pki.fixture.js'
import { signOver } from '../signOver.fixture.js'
import type { SignatureReport } from './verdict/report.js'
import { verifyPdf } from './verifyPdf.js'

/** Everything here is sound but for the digest: Node's own cryptography makes and verifies these signatures. */
type Digest = 'sha1' | 'md5' | 'sha256'
const digestOid = { sha1: oids.sha1, md5: oids.md5, sha256: oids.sha256 }
const rsaOid = { sha1: '1.2.840.113549.1.1.5', md5: '1.2.840.113549.1.1.4', sha256: oids.rsaSha256 }

interface Holder {
  readonly key: KeyObject
  readonly certificate: Uint8Array
}

let root: KeyObject
let anchor: Uint8Array
let holder: Holder
let authority: Holder
let pki: TestPki
beforeAll(async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  root = pair.privateKey
  const caExtensions = [extension(oids.basicConstraints, sequence(booleanTrue()), true), extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x01, 0x06), true)]
  anchor = certify('Root', pair.publicKey, 'sha256', caExtensions)
  holder = issue('周禾田', 'sha256', [signingUsage(), purpose(oids.emailProtection)])
  authority = issue('TSA', 'sha256', [signingUsage(), purpose(oids.timeStamping, true)])
  pki = await makeTestPki()
})

function certify(subject: string, key: KeyObject, by: Digest, extensions: readonly Uint8Array[]): Uint8Array {
  const algorithm = sequence(objectIdentifier(rsaOid[by]), nullValue())
  const validity = sequence(generalizedTime(new Date(Date.now() - 86_400_000)), generalizedTime(new Date(Date.now() + 86_400_000)))
  const spki = new Uint8Array(key.export({ type: 'spki', format: 'der' }))
  const tbs = sequence(element(0xa0, integer(2)), integer(Uint8Array.of(0x40, subject.length)), algorithm, writeCommonName('Root'), validity, writeCommonName(subject), spki, element(0xa3, sequence(...extensions)))
  return sequence(tbs, algorithm, bitString(rsa(root, by, tbs)))
}

function issue(subject: string, by: Digest, extensions: readonly Uint8Array[]): Holder {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { key: privateKey, certificate: certify(subject, publicKey, by, extensions) }
}

const rsa = (key: KeyObject, by: Digest, data: Uint8Array): Uint8Array => new Uint8Array(createSign(by).update(data).sign(key))
const hash = (by: Digest, data: Uint8Array): Uint8Array => new Uint8Array(createHash(by).update(data).digest())

interface CmsOptions {
  readonly by: Holder
  /** The digest of the content, and of the signed attributes. */
  readonly digest: Digest
  readonly signedAttributes: Uint8Array
  readonly signatureAlgorithm?: Uint8Array
  readonly signature?: Uint8Array
  readonly content?: readonly [type: string, bytes: Uint8Array]
}

/** SignedData as such software writes it; ours writes none with these digests. */
function cmsOf({ by, digest, signedAttributes, signatureAlgorithm, signature, content }: CmsOptions): Uint8Array {
  const { issuer, serialNumber } = issuerAndSerialNumber(by.certificate)
  const attributes = Uint8Array.from(signedAttributes)
  attributes[0] = 0xa0
  const digestAlgorithm = sequence(objectIdentifier(digestOid[digest]))
  const algorithm = signatureAlgorithm ?? sequence(objectIdentifier(rsaOid[digest]), nullValue())
  const signerInfo = sequence(integer(1), sequence(issuer, serialNumber), digestAlgorithm, attributes, algorithm, octetString(signature ?? rsa(by.key, digest, signedAttributes)))
  const encapsulated = content ? sequence(objectIdentifier(content[0]), element(0xa0, octetString(content[1]))) : sequence(objectIdentifier(oids.data))
  return sequence(objectIdentifier(oids.signedData), element(0xa0, sequence(integer(content ? 3 : 1), setOf(0x31, [digestAlgorithm]), encapsulated, element(0xa0, by.certificate), setOf(0x31, [signerInfo]))))
}

async function signedBy(options: Omit<CmsOptions, 'signedAttributes' | 'by'>, by: Holder = holder): Promise<Uint8Array> {
  // The attributes of the usual signature state SHA-256 of the ByteRange; here they state the digest that is named.
  const usual = await signOver({ pki, base: contractFixture() })
  const covered = /\/ByteRange\[0 (\d+) (\d+) (\d+)\]/.exec(new TextDecoder('latin1').decode(usual))!.slice(1).map(Number) as [number, number, number]
  const data = Uint8Array.from([...usual.subarray(0, covered[0]), ...usual.subarray(covered[1])])
  const signedAttributes = await buildSignedAttributes({ messageDigest: hash(options.digest, data), certificate: by.certificate })
  return signOver({ pki, base: contractFixture(), build: async () => cmsOf({ by, signedAttributes, ...options }) })
}

async function verify(file: Uint8Array): Promise<SignatureReport> {
  const report = await verifyPdf(file, { trustAnchors: [anchor] })
  expect(report.indication).toBe(report.signatures[0]!.indication)
  return report.signatures[0]!
}

const refusal = { indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', level: 'none' }

it('passes what this test makes with SHA-256', async () => {
  expect(await verify(await signedBy({ digest: 'sha256' }))).toMatchObject({ indication: 'TOTAL-PASSED', level: 'B-B' })
})

describe.each(['sha1', 'md5'] as const)('%s', (broken) => {
  it('is named as the digest of a signature, and does not pass', async () => {
    expect(await verify(await signedBy({ digest: broken }))).toMatchObject({ ...refusal, warnings: expect.arrayContaining([`cms-digest-algorithm-${broken}`]) as unknown })
  })

  it('is named as the digest of the signature value, and does not pass', async () => {
    const file = await signedBy({ digest: 'sha256', signatureAlgorithm: sequence(objectIdentifier(rsaOid[broken]), nullValue()) })
    expect(await verify(file)).toMatchObject({ ...refusal, warnings: expect.arrayContaining([`cms-signature-algorithm-${broken}`]) as unknown })
  })

  it('is named where PSS rests on it', async () => {
    const identifier = sequence(objectIdentifier(digestOid[broken]), nullValue())
    const parameters = sequence(element(0xa0, identifier), element(0xa1, sequence(objectIdentifier(oids.mgf1), identifier)), element(0xa2, integer(broken === 'sha1' ? 20 : 16)))
    const file = await signedBy({ digest: 'sha256', signatureAlgorithm: sequence(objectIdentifier(oids.rsaPss), parameters) })
    expect(await verify(file)).toMatchObject({ ...refusal, warnings: expect.arrayContaining([`cms-signature-algorithm-${broken}`]) as unknown })
  })

  it('is named in a certificate path, which is not trusted', async () => {
    const weak = issue('周禾田', broken, [signingUsage(), purpose(oids.emailProtection)])
    expect(await validatePath({ certificate: weak.certificate, intermediates: [], trustAnchors: [anchor], at: new Date() })).toMatchObject({ trusted: false, problems: [{ code: `algorithm-${broken}`, index: 0 }] })
    expect(await verify(await signedBy({ digest: 'sha256' }, weak))).toMatchObject({ ...refusal, level: 'B-B', signatureHolds: true, path: { trusted: false, problems: [{ code: `algorithm-${broken}`, index: 0 }] } })
  })

  it('is named in a timestamp: its imprint, its signature, its path', async () => {
    const data = new TextEncoder().encode('signature value')
    const judged = async (token: Uint8Array): Promise<[boolean, readonly string[]]> => {
      const { valid, problems } = await verifyTimestampToken({ token, data, trustAnchors: [anchor] })
      return [valid, problems]
    }
    expect(await judged(await tokenOver(data, { imprint: 'sha256', digest: 'sha256' }))).toEqual([true, []])
    expect(await judged(await tokenOver(data, { imprint: broken, digest: 'sha256' }))).toEqual([false, [`imprint-algorithm-${broken}`]])
    expect(await judged(await tokenOver(data, { imprint: 'sha256', digest: broken }))).toEqual([false, [`digest-algorithm-${broken}`]])
    const weak = issue('TSA', broken, [signingUsage(), purpose(oids.timeStamping, true)])
    const report = await verifyTimestampToken({ token: await tokenOver(data, { imprint: 'sha256', digest: 'sha256' }, weak), data, trustAnchors: [anchor] })
    expect(report).toMatchObject({ valid: false, problems: ['path-not-trusted'], path: { problems: [{ code: `algorithm-${broken}` }] } })
  })

  it('is refused when an authority answers with it', async () => {
    const lying: TimestampAuthority = {
      name: 'TSA',
      async timestamp(request) {
        const { digest } = parseTimestampRequest(request)
        return sequence(sequence(integer(0)), await tokenOver(digest, { imprint: broken, digest: 'sha256' }))
      },
    }
    await expect(requestTimestamp({ authority: lying, digest: hash('sha256', Uint8Array.of(1)) })).rejects.toMatchObject({ code: 'timestamp-malformed', details: { problem: `algorithm-${broken}` } })
  })

  it('is named in a revocation list, which says nothing then', async () => {
    const issuer = parseCertificate(anchor)
    const list = parseCrl(await crlOf({ signer: { certificate: issuer, key: pki.rootKey } }))
    const algorithm = sequence(objectIdentifier(rsaOid[broken]), nullValue())
    const weak = { ...list, signatureAlgorithm: readDer(algorithm), signature: new Uint8Array(signOnce(broken, list.tbs, root)) }
    expect(await judgeCrl({ list: weak, certificate: parseCertificate(holder.certificate), issuer })).toEqual({ statement: null, problem: `algorithm-${broken}` })
  })
})

async function tokenOver(data: Uint8Array, { imprint, digest }: { readonly imprint: Digest; readonly digest: Digest }, by: Holder = authority): Promise<Uint8Array> {
  const content = sequence(integer(1), objectIdentifier('2.999.1'), sequence(sequence(objectIdentifier(digestOid[imprint])), octetString(hash(imprint, data))), integer(7), generalizedTime(new Date()))
  const signedAttributes = await buildSignedAttributes({ messageDigest: hash(digest, content), certificate: by.certificate, contentType: oids.tstInfo })
  return cmsOf({ by, digest, signedAttributes, content: [oids.tstInfo, content] })
}
