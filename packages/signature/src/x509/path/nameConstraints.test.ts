import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKey, type SigningKey } from '../../crypto/createSigningKey.js'
import { oids } from '../../der/oids.js'
import { element, integer, objectIdentifier, sequence, setOf, utf8String } from '../../der/write.js'
import { certify, extension } from '../../pades/pki.fixture.js'
import { directoryName } from '../name.js'
import { checkNameConstraints } from './nameConstraints.js'
import { parseCertificate, type Certificate } from '../parseCertificate.js'

const text = (tag: number) => (value: string): Uint8Array => element(tag, new TextEncoder().encode(value))
const mail = text(0x81)
const dns = text(0x82)
const uri = text(0x86)
const address = (...octets: number[]): Uint8Array => element(0x87, Uint8Array.from(octets))
const named = (...parts: [oid: string, value: string][]): Uint8Array =>
  directoryName(sequence(...parts.map(([oid, value]) => setOf(0x31, [sequence(objectIdentifier(oid), utf8String(value))]))))

const list = (tag: number, names: readonly Uint8Array[]): Uint8Array => element(tag, ...names.map((name) => sequence(name)))
const permitted = (...names: Uint8Array[]): Uint8Array => sequence(list(0xa0, names))
const excluded = (...names: Uint8Array[]): Uint8Array => sequence(list(0xa1, names))

describe('checkNameConstraints', () => {
  let key: SigningKey
  beforeAll(async () => {
    key = await createSigningKey()
  })

  const holder = async (...alternatives: Uint8Array[]): Promise<Certificate> =>
    parseCertificate(
      await certify({ subject: 'Zhou Hetian', issuer: 'CA', key, issuerKey: key, extensions: alternatives.length > 0 ? [extension(oids.subjectAlternativeName, sequence(...alternatives))] : [] }),
    )

  it.each([
    ['a host itself', permitted(dns('good.example')), dns('GOOD.example'), null],
    ['a host below', permitted(dns('good.example')), dns('a.b.good.example'), null],
    ['a host beside', permitted(dns('good.example')), dns('badgood.example'), 'name-constraints-violated'],
    ['one of two domains', permitted(dns('a.example'), dns('b.example')), dns('b.example'), null],
    ['an excluded host', excluded(dns('bad.example')), dns('x.bad.example'), 'name-constraints-violated'],
    ['every host excluded', excluded(dns('')), dns('any.example'), 'name-constraints-violated'],
    ['a host that is none', permitted(dns('good.example')), dns('.good.example'), 'name-constraints-unsupported'],
    ['a domain with a leading period', permitted(dns('.good.example')), dns('a.good.example'), 'name-constraints-unsupported'],
    ['a mailbox', permitted(mail('a@x.example')), mail('a@X.example'), null],
    ['a mailbox of other case', permitted(mail('a@x.example')), mail('A@x.example'), 'name-constraints-violated'],
    ['a mailbox on a host', permitted(mail('x.example')), mail('b@x.example'), null],
    ['a mailbox on a host below', permitted(mail('x.example')), mail('b@y.x.example'), 'name-constraints-violated'],
    ['a mailbox below a domain', permitted(mail('.x.example')), mail('b@y.x.example'), null],
    ['a mailbox that is none', permitted(mail('x.example')), mail('x.example'), 'name-constraints-unsupported'],
    ['an address in its range', permitted(address(10, 1, 0, 0, 255, 255, 0, 0)), address(10, 1, 2, 3), null],
    ['an address out of its range', permitted(address(10, 1, 0, 0, 255, 255, 0, 0)), address(10, 2, 0, 0), 'name-constraints-violated'],
    ['an address of the other family', permitted(address(10, 1, 0, 0, 255, 255, 0, 0)), address(...new Array<number>(16).fill(0)), 'name-constraints-violated'],
    ['a range that is none', permitted(address(10, 1, 0, 0)), address(10, 1, 0, 0), 'name-constraints-unsupported'],
    ['a directory name in white space and case', permitted(named([oids.commonName, 'zhou  HETIAN'])), dns('any.example'), null],
    ['a directory name in characters of full width', permitted(named([oids.commonName, 'Ｚｈｏｕ Ｈｅｔｉａｎ'])), dns('any.example'), null],
    ['a longer directory name', permitted(named([oids.commonName, 'Zhou Hetian'], [oids.organization, 'X'])), dns('any.example'), 'name-constraints-violated'],
    ['an excluded directory name', excluded(named([oids.commonName, 'ZHOU HETIAN'])), dns('any.example'), 'name-constraints-violated'],
    ['a kind of name nobody has', permitted(uri('x.example')), dns('any.example'), null],
    ['a kind of name that is not compared', permitted(uri('x.example')), uri('https://x.example/'), 'name-constraints-unsupported'],
    ['empty lists', sequence(element(0xa0), element(0xa1)), dns('any.example'), 'name-constraints-unsupported'],
    ['a distance', sequence(element(0xa0, sequence(dns('good.example'), element(0x80, Uint8Array.of(1))))), dns('good.example'), 'name-constraints-unsupported'],
    ['no DER', Uint8Array.of(1, 2), dns('good.example'), 'name-constraints-unsupported'],
    ['another type', integer(1), dns('good.example'), 'name-constraints-unsupported'],
  ])('judges %s', async (_what, constraints, alternative, expected) => {
    expect(checkNameConstraints(constraints, await holder(alternative))).toBe(expected)
  })

  it('refuses to compare without end', async () => {
    const names = Array.from({ length: 300 }, (_, index) => dns(`h${index}.example`))
    expect(checkNameConstraints(excluded(...names), await holder(...names))).toBe('name-constraints-unsupported')
  })
})
