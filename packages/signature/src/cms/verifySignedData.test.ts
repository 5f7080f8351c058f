import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKey, type SigningKey } from '../crypto/createSigningKey.js'
import { digest } from '../crypto/hashing/digest.js'
import { signWithKey } from '../crypto/signWithKey.js'
import { oids } from '../der/oids.js'
import { children, readDer } from '../der/read.js'
import { element, integer, nullValue, objectIdentifier, octetString, sequence, setOf } from '../der/write.js'
import { SignatureError } from '../errors.js'
import { certify, signingUsage } from '../pades/pki.fixture.js'
import { directoryName, writeCommonName } from '../x509/name.js'
import { parseCertificate } from '../x509/parseCertificate.js'
import { addSignatureTimestamp } from './addSignatureTimestamp.js'
import { assembleSignedData } from './assembleSignedData.js'
import { attribute, buildSignedAttributes } from './buildSignedAttributes.js'
import { parseSignedData } from './parseSignedData.js'
import { digestOf, verifySignedData, type CmsReport } from './verifySignedData.js'

const content = new TextEncoder().encode('a contract')

describe('verifySignedData', () => {
  let key: SigningKey
  let certificate: Uint8Array
  let other: Uint8Array
  let messageDigest: Uint8Array
  let certificateHash: Uint8Array
  let good: Uint8Array[]

  beforeAll(async () => {
    key = await createSigningKey()
    certificate = await certify({ subject: '周禾田', issuer: 'Root', key, issuerKey: key, extensions: [signingUsage()] })
    other = await certify({ subject: 'Other', issuer: 'Root', key, issuerKey: key, extensions: [signingUsage()] })
    messageDigest = await digest({ algorithm: 'SHA-256', data: content })
    certificateHash = await digest({ algorithm: 'SHA-256', data: certificate })
    good = children(readDer(await buildSignedAttributes({ messageDigest, certificate }))).map(({ raw }) => raw)
  })

  it('finds nothing wrong with a detached CAdES signature', async () => {
    const report = await verify(await signed())
    expect(report).toMatchObject({ digestMatches: true, signatureHolds: true, problems: [], digestAlgorithm: 'SHA-256' })
    expect(report.certificate?.subject.commonName).toBe('周禾田')
  })

  it('signs contentType, messageDigest and signingCertificateV2 and no more, in DER order', () => {
    const oid = (raw: Uint8Array): string => Object.values(oids).find((value) => startsWith(raw.subarray(2), objectIdentifier(value))) ?? '?'
    expect(good.map(oid).sort()).toEqual([oids.contentType, oids.messageDigest, oids.signingCertificateV2].sort())
  })

  it('names other content', async () => {
    const report = await verifySignedData({ signedData: parseSignedData(await signed()), messageDigest: digestOf(content.subarray(1)), detached: true })
    expect(report).toMatchObject({ digestMatches: false, signatureHolds: true, problems: ['message-digest-mismatch'] })
  })

  it.each([
    ['signing-certificate-missing', () => without(oids.signingCertificateV2)],
    ['signing-certificate-mismatch', () => [...without(oids.signingCertificateV2), firstVersion(new Uint8Array(20))]],
    ['signing-certificate-mismatch', () => [...without(oids.signingCertificateV2), attribute(oids.signingCertificate, sequence())]],
    ['signing-certificate-mismatch', () => [...good, firstVersion(new Uint8Array(20))]],
    ['signing-certificate-mismatch', () => naming({ issuer: writeCommonName('Another') })],
    ['signing-certificate-mismatch', () => naming({ serialNumber: integer(7) })],
    ['content-type-mismatch', () => [...without(oids.contentType), attribute(oids.contentType, objectIdentifier(oids.tstInfo))]],
    ['content-type-mismatch', () => [...without(oids.contentType), attribute(oids.contentType, element(0x06, Uint8Array.of(0x2a, 0x80)))]],
    ['attribute-repeated', () => [...good, attribute(oids.signingTime, octetString(new Uint8Array())), attribute(oids.signingTime, octetString(Uint8Array.of(1)))]],
    ['attribute-repeated', () => [...without(oids.contentType), sequence(objectIdentifier(oids.contentType), setOf(0x31, [objectIdentifier(oids.data), objectIdentifier(oids.tstInfo)]))]],
    ['message-digest-mismatch', () => without(oids.messageDigest)],
  ] as const)('names %s', async (code, attributes) => {
    const report = await verify(await signed({ attributes: attributes() }))
    expect(report.signatureHolds).toBe(true)
    expect(report.problems).toContain(code)
  })

  it('names the first version of the attribute even where it fits', async () => {
    const fitting = firstVersion(new Uint8Array(await crypto.subtle.digest('SHA-1', certificate as BufferSource)))
    const alone = [...without(oids.signingCertificateV2), fitting]
    expect((await verify(await signed({ attributes: alone }))).problems).toEqual(['signing-certificate-v1'])
    expect((await verify(await signed({ attributes: [...good, fitting] }))).problems).toEqual([])
  })

  it('names a signature without signed attributes, and verifies it where the content is at hand', async () => {
    const signature = await signWithKey({ key: key.privateKey, data: content })
    const { signerInfos, ...rest } = parseSignedData(await signed())
    const signedData = { ...rest, signerInfos: [{ ...signerInfos[0]!, signedAttributes: null, signature }] }
    const report = (bytes?: Uint8Array): Promise<CmsReport> =>
      verifySignedData({ signedData, messageDigest: digestOf(content), detached: true, ...(bytes ? { content: bytes } : {}) })
    expect(await report(content)).toMatchObject({ digestMatches: true, signatureHolds: true, problems: ['no-signed-attributes'] })
    expect(await report(content.subarray(1))).toMatchObject({ digestMatches: false, signatureHolds: false, problems: ['no-signed-attributes', 'signature-invalid'] })
    expect(await report()).toMatchObject({ digestMatches: false, signatureHolds: false, problems: ['no-signed-attributes'] })
  })

  it('takes an issuer and serial number beside the hash that are the certificate’s own', async () => {
    expect((await verify(await signed({ attributes: naming({}) }))).problems).toEqual([])
  })

  it('names attributes out of DER order', async () => {
    const report = await verify(await signed({ set: element(0x31, ...[...good].reverse()) }))
    expect(report.problems).toEqual(['attributes-not-der'])
  })

  it('names a certificate put in the place of the signer’s', async () => {
    // The same key, certified for somebody else: only the ESS attribute tells (RFC 5035 section 1).
    const report = await verify(await signed({ certificates: [other] }))
    expect(report).toMatchObject({ signatureHolds: true, problems: ['signing-certificate-mismatch'] })
  })

  it('names a signer whose certificate is not there, and content that should not be', async () => {
    const cms = await signed()
    const without = parseSignedData(cms)
    expect((await verifySignedData({ signedData: { ...without, certificates: [other] }, messageDigest: digestOf(content), detached: true })).problems).toEqual(['signer-certificate-missing'])
    expect((await verifySignedData({ signedData: without, messageDigest: digestOf(content), detached: false })).problems).toEqual(['content-not-detached'])
    expect((await verifySignedData({ signedData: { ...without, signerInfos: [] }, messageDigest: digestOf(content), detached: true })).problems).toEqual(['not-one-signer'])
    const twice = { ...without, signerInfos: [without.signerInfos[0]!, without.signerInfos[0]!] }
    expect((await verifySignedData({ signedData: twice, messageDigest: digestOf(content), detached: true })).problems).toEqual(['not-one-signer'])
  })

  it('names algorithms that are not accepted', async () => {
    const signedData = parseSignedData(await signed())
    const [signer] = signedData.signerInfos
    const listed = (oid: string) => [readDer(sequence(objectIdentifier(oid)))]
    const sha1 = { ...signedData, digestAlgorithms: listed(oids.sha1), signerInfos: [{ ...signer!, digestAlgorithmOid: oids.sha1 }] }
    expect((await verifySignedData({ signedData: sha1, messageDigest: digestOf(content), detached: true })).problems).toEqual(['digest-algorithm-sha1'])
    const weak = { ...signedData, signerInfos: [{ ...signer!, signatureAlgorithm: readDer(sequence(objectIdentifier('1.2.840.10045.4.1'))) }] }
    expect((await verifySignedData({ signedData: weak, messageDigest: digestOf(content), detached: true })).problems).toEqual(['signature-algorithm-sha1'])
    const other = { ...signedData, digestAlgorithms: listed('2.999.1'), signerInfos: [{ ...signer!, digestAlgorithmOid: '2.999.1' }] }
    expect((await verifySignedData({ signedData: other, messageDigest: digestOf(content), detached: true })).problems).toEqual(['digest-algorithm-unknown'])
  })

  it('names versions and lists of digests that are not those of what is inside', async () => {
    const signedData = parseSignedData(await signed())
    const problemsOf = async (change: Partial<typeof signedData>): Promise<readonly string[]> => (await verifySignedData({ signedData: { ...signedData, ...change }, messageDigest: digestOf(content), detached: true })).problems
    const identifier = (oid: string, ...parameters: Uint8Array[]) => readDer(sequence(objectIdentifier(oid), ...parameters))
    expect(await problemsOf({})).toEqual([])
    expect(await problemsOf({ digestAlgorithms: [identifier(oids.sha256, nullValue())] })).toEqual([])
    for (const version of [0, 2, 3, 4, 5]) expect(await problemsOf({ version })).toEqual(['version-mismatch'])
    expect(await problemsOf({ signerInfos: [{ ...signedData.signerInfos[0]!, version: 3 }] })).toEqual(['version-mismatch'])
    for (const digestAlgorithms of [[], [identifier(oids.sha384)], [identifier(oids.sha1)], [identifier(oids.sha256), identifier(oids.sha384)], [identifier(oids.sha256, octetString(new Uint8Array()))]]) {
      expect(await problemsOf({ digestAlgorithms })).toEqual(['digest-algorithms-mismatch'])
    }
  })

  it('never calls a changed byte sound, and throws nothing but cms-malformed', async () => {
    const cms = await signed()
    const sound: number[] = []
    for (let at = 0; at < cms.length; at++) {
      const changed = Uint8Array.from(cms)
      changed[at]! ^= 0x01
      try {
        const report = await verify(changed)
        if (report.problems.length === 0 && report.signatureHolds && report.digestMatches) sound.push(at)
      } catch (error) {
        expect(error).toBeInstanceOf(SignatureError)
        expect((error as SignatureError).code).toBe('cms-malformed')
      }
    }
    // Two version numbers and the list of digest algorithms lie outside of all that is signed: only strictness about them sees a change.
    expect(sound).toEqual([])
  })

  it('reads no truncation', async () => {
    const cms = await signed()
    for (let end = 0; end < cms.length; end++) expect(() => parseSignedData(cms.subarray(0, end))).toThrow(expect.objectContaining({ code: 'cms-malformed' }))
  })

  it('reads nothing that has more parts than RFC 5652 gives it, and says which version others ask for', async () => {
    const cms = await signed()
    const [type, wrapped] = children(readDer(cms)).map(({ raw }) => raw)
    const [version, digests, encapsulated, certificates, signers] = children(children(readDer(wrapped!))[0]!).map(({ raw }) => raw)
    const built = (fields: Uint8Array[], ...behind: Uint8Array[]): Uint8Array => sequence(type!, element(0xa0, sequence(...fields)), ...behind)
    const signer = children(children(readDer(signers!))[0]!).map(({ raw }) => raw)
    expect(built([version!, digests!, encapsulated!, certificates!, signers!])).toEqual(cms)
    for (const longer of [
      built([version!, digests!, encapsulated!, certificates!, signers!], nullValue()),
      built([version!, digests!, sequence(objectIdentifier(oids.data), element(0xa0, octetString(content)), nullValue()), certificates!, signers!]),
      built([version!, digests!, encapsulated!, certificates!, element(0x31, sequence(...signer, nullValue()))]),
      built([version!, digests!, encapsulated!, certificates!, signers!, nullValue()]),
    ]) expect(() => parseSignedData(longer)).toThrow(expect.objectContaining({ code: 'cms-malformed' }))
    const due = (...further: Uint8Array[]): number => parseSignedData(built([version!, digests!, encapsulated!, ...further, signers!])).versionDue
    const other = (tag: number): Uint8Array => element(0xa0, element(tag))
    expect([due(), due(other(0xa1)), due(other(0xa2)), due(other(0xa3)), due(element(0xa1, element(0xa1)))]).toEqual([1, 3, 4, 5, 5])
  })

  it('carries a timestamp beside the signature, which still holds', async () => {
    const token = sequence(integer(7))
    const cms = addSignatureTimestamp({ cms: addSignatureTimestamp({ cms: await signed(), token }), token: sequence(integer(8)) })
    const [signer] = parseSignedData(cms).signerInfos
    expect(signer!.unsignedAttributes.map(({ oid }) => oid)).toEqual([oids.signatureTimeStampToken, oids.signatureTimeStampToken])
    expect(signer!.unsignedAttributes[0]!.values[0]!.raw).toEqual(token)
    expect((await verify(cms)).problems).toEqual([])
    expect(() => addSignatureTimestamp({ cms: token, token })).toThrow(expect.objectContaining({ code: 'cms-malformed' }))
  })

  it('is not assembled without a certificate or with an algorithm nobody knows', async () => {
    const signedAttributes = setOf(0x31, good)
    const assemble = (algorithm: string, certificates: Uint8Array[]) => () => assembleSignedData({ signedAttributes, signature: new Uint8Array(70), algorithm, certificates })
    expect(assemble('ES256', [])).toThrow(expect.objectContaining({ code: 'cms-malformed' }))
    expect(assemble('SHA1withRSA', [certificate])).toThrow(expect.objectContaining({ code: 'algorithm-unknown' }))
  })

  /** The attribute of the second version, by the right hash. */
  function naming({ issuer = writeCommonName('Root'), serialNumber = element(0x02, parseCertificate(certificate).serialNumber) }: { readonly issuer?: Uint8Array; readonly serialNumber?: Uint8Array }): Uint8Array[] {
    const essCertId = sequence(octetString(certificateHash), sequence(sequence(directoryName(issuer)), serialNumber))
    return [...without(oids.signingCertificateV2), attribute(oids.signingCertificateV2, sequence(sequence(essCertId)))]
  }

  function without(oid: string): Uint8Array[] {
    return good.filter((raw) => !startsWith(raw.subarray(2), objectIdentifier(oid)))
  }

  interface Signed {
    readonly attributes?: readonly Uint8Array[]
    readonly set?: Uint8Array
    readonly certificates?: readonly Uint8Array[]
  }

  async function signed({ attributes = good, set = setOf(0x31, attributes), certificates = [certificate] }: Signed = {}): Promise<Uint8Array> {
    const signature = await signWithKey({ key: key.privateKey, data: set })
    return assembleSignedData({ signedAttributes: set, signature, algorithm: 'ES256', certificates })
  }

  function verify(cms: Uint8Array): Promise<CmsReport> {
    return verifySignedData({ signedData: parseSignedData(cms), messageDigest: digestOf(content), detached: true })
  }
})

/** ESSCertID of RFC 2634 section 5.4.1 without issuer and serial number. */
function firstVersion(hash: Uint8Array): Uint8Array {
  return attribute(oids.signingCertificate, sequence(sequence(sequence(octetString(hash)))))
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((octet, index) => bytes[index] === octet)
}
