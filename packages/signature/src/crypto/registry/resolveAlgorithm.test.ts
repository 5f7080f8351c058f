import { describe, expect, it } from 'vitest'
import { oids } from '../../der/oids.js'
import { readDer } from '../../der/read.js'
import { element, integer, nullValue, objectIdentifier, octetString, sequence } from '../../der/write.js'
import type { DigestAlgorithm } from './algorithms.js'
import { resolveAlgorithm } from './resolveAlgorithm.js'

const resolve = (identifier: Uint8Array, digest?: DigestAlgorithm): string => resolveAlgorithm(readDer(identifier), digest).name
const unknown = expect.objectContaining({ code: 'algorithm-unknown' })
const broken = (digest: string): Error => expect.objectContaining({ code: 'algorithm-broken', details: expect.objectContaining({ digest }) as unknown }) as Error

describe('resolveAlgorithm', () => {
  it('knows what the registry holds', () => {
    expect(resolve(sequence(objectIdentifier(oids.ecdsaSha256)), 'SHA-256')).toBe('ES256')
    expect(resolve(sequence(objectIdentifier(oids.ecdsaSha384)), 'SHA-384')).toBe('ES384')
    expect(resolve(sequence(objectIdentifier(oids.rsaSha512), nullValue()))).toBe('RS512')
    expect(resolve(sequence(objectIdentifier(oids.ed25519)))).toBe('EdDSA')
  })

  it('takes the hash of plain rsaEncryption from the digest algorithm (RFC 5652 section 10.1.2)', () => {
    expect(resolve(sequence(objectIdentifier(oids.rsaEncryption), nullValue()), 'SHA-384')).toBe('RS384')
    expect(() => resolve(sequence(objectIdentifier(oids.rsaEncryption), nullValue()))).toThrow(unknown)
  })

  it.each([
    ['RSA', 'SHA-1', '1.2.840.113549.1.1.5'],
    ['RSA, by OIW', 'SHA-1', '1.3.14.3.2.29'],
    ['ECDSA', 'SHA-1', '1.2.840.10045.4.1'],
    ['DSA', 'SHA-1', '1.2.840.10040.4.3'],
    ['RSA', 'MD5', '1.2.840.113549.1.1.4'],
    ['RSA, by OIW', 'MD5', '1.3.14.3.2.3'],
  ])('refuses %s with %s, by name', (_what, digest, oid) => {
    expect(() => resolve(sequence(objectIdentifier(oid), nullValue()))).toThrow(broken(digest))
  })

  it.each([
    ['DSA with SHA-256', '2.16.840.1.101.3.4.3.2'],
    ['Ed448', '1.3.101.113'],
  ])('refuses %s', (_what, oid) => {
    expect(() => resolve(sequence(objectIdentifier(oid)))).toThrow(unknown)
  })

  it('refuses a digest that is not the signature’s', () => {
    expect(() => resolve(sequence(objectIdentifier(oids.ecdsaSha256)), 'SHA-512')).toThrow(unknown)
  })

  it('refuses parameters that do not belong to the algorithm', () => {
    expect(() => resolve(sequence(objectIdentifier(oids.ecdsaSha256), objectIdentifier(oids.p256)))).toThrow(unknown)
    expect(() => resolve(sequence(objectIdentifier(oids.ed25519), nullValue()))).toThrow(unknown)
    expect(() => resolve(sequence(objectIdentifier(oids.rsaSha256), octetString(new Uint8Array())))).toThrow(unknown)
    expect(() => resolve(sequence(objectIdentifier(oids.ecdsaSha256), nullValue(), nullValue()))).toThrow(unknown)
    expect(() => resolve(sequence(objectIdentifier(oids.rsaSha256), nullValue(), nullValue()))).toThrow(unknown)
  })

  describe('RSA-PSS', () => {
    const hash = (oid: string): Uint8Array => sequence(objectIdentifier(oid))
    const pss = (parts: { hash?: string; mask?: string; maskHash?: string; salt?: number; behind?: Uint8Array }): Uint8Array =>
      sequence(
        objectIdentifier(oids.rsaPss),
        sequence(
          element(0xa0, hash(parts.hash ?? oids.sha256)),
          element(0xa1, sequence(objectIdentifier(parts.mask ?? oids.mgf1), hash(parts.maskHash ?? oids.sha256))),
          element(0xa2, integer(parts.salt ?? 32)),
          ...(parts.behind ? [parts.behind] : []),
        ),
      )

    it('is read with its parameters', () => {
      expect(resolve(pss({}), 'SHA-256')).toBe('PS256')
      expect(resolve(pss({ behind: element(0xa3, integer(1)) }))).toBe('PS256')
      expect(resolve(pss({ hash: oids.sha384, maskHash: oids.sha384, salt: 48 }))).toBe('PS384')
    })

    it.each([
      ['no parameters, whose defaults are SHA-1', 'SHA-1', sequence(objectIdentifier(oids.rsaPss))],
      ['empty parameters', 'SHA-1', sequence(objectIdentifier(oids.rsaPss), sequence())],
      ['SHA-1', 'SHA-1', pss({ hash: oids.sha1, maskHash: oids.sha1, salt: 20 })],
      ['MD5', 'MD5', pss({ hash: oids.md5, maskHash: oids.md5, salt: 16 })],
    ])('is refused by name with %s', (_what, digest, identifier) => {
      expect(() => resolve(identifier)).toThrow(broken(digest))
    })

    it.each([
      ['no sequence of parameters', sequence(objectIdentifier(oids.rsaPss), nullValue())],
      ['a mask by another hash', pss({ maskHash: oids.sha1 })],
      ['another mask', pss({ mask: oids.rsaPss })],
      ['a short salt', pss({ salt: 20 })],
      ['another trailer', pss({ behind: element(0xa3, integer(2)) })],
      ['a field twice', pss({ behind: element(0xa2, integer(32)) })],
    ])('is refused with %s', (_what, identifier) => {
      expect(() => resolve(identifier)).toThrow(unknown)
    })
  })
})
