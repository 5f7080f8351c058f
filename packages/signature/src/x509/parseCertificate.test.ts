import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKey, type SigningKey } from '../crypto/createSigningKey.js'
import { oids } from '../der/oids.js'
import { bitString, element, generalizedTime, integer, objectIdentifier, sequence, setOf, utf8String } from '../der/write.js'
import { SignatureError } from '../errors.js'
import { authority, certify, extension, purpose, signingUsage } from '../pades/pki.fixture.js'
import { keyUsageBits, parseCertificate } from './parseCertificate.js'

const from = new Date('2026-11-20T02:42:18Z')
const until = new Date('2026-11-21T02:42:18Z')
const malformed = expect.objectContaining({ code: 'certificate-malformed' })

describe('parseCertificate', () => {
  let key: SigningKey
  let der: Uint8Array
  beforeAll(async () => {
    key = await createSigningKey()
    der = await certify({ subject: '周禾田', issuer: 'Root', key, issuerKey: key, extensions: [signingUsage(), purpose(oids.documentSigning)], from, until })
  })

  it('gives plain data', () => {
    const certificate = parseCertificate(der)
    expect(certificate.subject.commonName).toBe('周禾田')
    expect(certificate.subject.rdns).toEqual([[{ oid: oids.commonName, value: '周禾田' }]])
    expect(certificate.issuer.commonName).toBe('Root')
    expect(certificate.subject.organization).toBeNull()
    expect([certificate.notBefore, certificate.notAfter]).toEqual([from, until])
    expect(certificate.spki).toEqual(key.spki)
    expect(certificate.keyUsage).toEqual([keyUsageBits.digitalSignature, keyUsageBits.nonRepudiation])
    expect(certificate.extendedKeyUsage).toEqual([oids.documentSigning])
    expect(certificate.basicConstraints).toBeNull()
    expect(certificate.version).toBe(3)
  })

  it('reads an authority with its path length', async () => {
    const certificate = parseCertificate(await certify({ subject: 'CA', issuer: 'CA', key, issuerKey: key, extensions: authority(0) }))
    expect(certificate.basicConstraints).toEqual({ ca: true, pathLength: 0 })
    expect(certificate.keyUsage).toEqual([keyUsageBits.keyCertSign, keyUsageBits.crlSign])
  })

  it('refuses a public key that is no SubjectPublicKeyInfo: tags and lengths of its two parts', () => {
    const start = der.findIndex((_, index) => key.spki.every((octet, at) => der[index + at] === octet))
    for (const octet of [0, 1, 2, 3, 23, 24]) {
      const changed = Uint8Array.from(der)
      changed[start + octet]! ^= 1
      expect(() => parseCertificate(changed), `octet ${octet}`).toThrow(malformed)
    }
  })

  it('refuses a truncation at every byte with one code', () => {
    for (let end = 0; end < der.length; end++) expect(() => parseCertificate(der.subarray(0, end))).toThrow(malformed)
    expect(() => parseCertificate(Uint8Array.of(...der, 0))).toThrow(malformed)
  })

  it('answers any changed byte with data or with a typed error', () => {
    for (let at = 0; at < der.length; at++) {
      for (const flip of [0x01, 0x20, 0x80, 0xff]) {
        const changed = Uint8Array.from(der)
        changed[at]! ^= flip
        try {
          parseCertificate(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(SignatureError)
        }
      }
    }
  })

  it('refuses an extension that stands twice, and identifiers of the algorithm that differ', async () => {
    const twice = await certify({ subject: 'A', issuer: 'B', key, issuerKey: key, extensions: [signingUsage(), signingUsage()] })
    expect(() => parseCertificate(twice)).toThrow(malformed)
    expect(() => parseCertificate(built({ outer: oids.ecdsaSha384 }))).toThrow(malformed)
    expect(parseCertificate(built({})).version).toBe(3)
  })

  it('knows extensions in version 3 alone', () => {
    expect(() => parseCertificate(built({ version: 1 }))).toThrow(malformed)
    expect(() => parseCertificate(built({ after: [element(0x84)] }))).toThrow(malformed)
    expect(() => parseCertificate(built({ after: [element(0x81)] })), 'an identifier behind the extensions').toThrow(malformed)
    expect(() => parseCertificate(built({ after: [element(0xa3, sequence(extension(oids.keyUsage, Uint8Array.of(3, 2, 6, 0xc0))))] })), 'extensions twice').toThrow(malformed)
  })

  it('shows a name that is no text as hexadecimal', () => {
    const certificate = parseCertificate(built({ nameValue: bitString(Uint8Array.of(5)) }))
    expect(certificate.subject.commonName).toBe('#03020005')
  })

  interface Built {
    readonly version?: number
    readonly outer?: string
    readonly after?: readonly Uint8Array[]
    readonly nameValue?: Uint8Array
  }

  /** Never signed: reading does not ask. */
  function built({ version = 2, outer = oids.ecdsaSha256, after = [], nameValue = utf8String('A') }: Built): Uint8Array {
    const name = sequence(setOf(0x31, [sequence(objectIdentifier(oids.commonName), nameValue)]))
    const tbs = sequence(
      element(0xa0, integer(version)),
      integer(5),
      sequence(objectIdentifier(oids.ecdsaSha256)),
      name,
      sequence(generalizedTime(from), generalizedTime(until)),
      name,
      key.spki,
      element(0xa3, sequence(extension(oids.keyUsage, Uint8Array.of(3, 2, 6, 0xc0)))),
      ...after,
    )
    return sequence(tbs, sequence(objectIdentifier(outer)), bitString(new Uint8Array(8)))
  }
})
