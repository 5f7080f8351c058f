import { createSigningKey, type SigningKey } from '../../crypto/createSigningKey.js'
import { oids } from '../../der/oids.js'
import { element, nullValue, octetString, sequence } from '../../der/write.js'
import { authority, certify, extension, purpose, signingUsage } from '../../pades/pki.fixture.js'
import { directoryName, writeCommonName } from '../name.js'
import type { PathProblem } from './validatePath.js'

const day = 86_400_000
const now = Date.now()

export interface PathCase {
  readonly name: string
  readonly leaf: Uint8Array
  readonly intermediates: readonly Uint8Array[]
  /** What validatePath must say; nothing for a path that holds. */
  readonly problems: readonly PathProblem[]
}

export interface PathCases {
  readonly root: Uint8Array
  readonly cases: readonly PathCase[]
}

interface Holder {
  readonly name: string
  readonly key: SigningKey
  readonly certificate: Uint8Array
}

interface Make {
  readonly name: string
  readonly issuer: Pick<Holder, 'name' | 'key'>
  readonly extensions: readonly Uint8Array[]
  /** In days from now. */
  readonly from?: number
  readonly until?: number
}

/** Paths with one thing wrong each, beside some with nothing wrong. The same cases are judged by us and by OpenSSL. */
export async function makePathCases(): Promise<PathCases> {
  const self = { name: 'Root', key: await createSigningKey() }
  const root: Holder = { ...self, certificate: await certificateOf({ name: 'Root', issuer: self, extensions: authority(), until: 3650 }, self.key) }
  const impostor = { name: 'Root', key: await createSigningKey() }
  const foreignRoot: Holder = { ...impostor, certificate: await certificateOf({ name: 'Root', issuer: impostor, extensions: authority() }, impostor.key) }

  const issuing = await make({ name: 'Issuing', issuer: root, extensions: authority(0) })
  const below = await make({ name: 'Below', issuer: issuing, extensions: authority() })
  const notAuthority = await make({ name: 'Not an authority', issuer: root, extensions: [authority()[1]!] })
  const noCertSign = await make({ name: 'No certSign', issuer: root, extensions: [authority()[0]!, signingUsage()] })
  // The same name with another key, certified by the old one: a rollover (RFC 5280 section 6.1).
  const rolledOver = await make({ name: 'Issuing', issuer: issuing, extensions: authority(0) })
  const expired = await make({ name: 'Expired', issuer: root, extensions: authority(), from: -20, until: -10 })
  const future = await make({ name: 'Future', issuer: root, extensions: authority(), from: 10, until: 20 })
  const strange = await make({ name: 'Strange', issuer: root, extensions: [...authority(), unknownCritical] })
  const hosts = await make({ name: 'Hosts', issuer: root, extensions: [...authority(), constraints({ permitted: [dns('good.example')] })] })
  const names = await make({ name: 'Names', issuer: root, extensions: [...authority(), constraints({ permitted: [directoryName(writeCommonName('Zhou Hetian'))] })] })
  const namesRolledOver = await make({ name: 'Names', issuer: names, extensions: authority() })
  const noMail = await make({ name: 'No mail', issuer: root, extensions: [...authority(), constraints({ excluded: [mail('bad.example')] })] })
  const addresses = await make({ name: 'URIs', issuer: root, extensions: [...authority(), constraints({ permitted: [uri('good.example')] })] })

  const leaf = (issuer: Pick<Holder, 'name' | 'key'>, extensions: readonly Uint8Array[] = [], rest: Partial<Make> = {}): Promise<Uint8Array> =>
    make({ name: 'Zhou Hetian', issuer, extensions: [signingUsage(), ...extensions], ...rest }).then(({ certificate }) => certificate)
  const holds = (name: string, der: Uint8Array, ...chain: Holder[]): PathCase => ({ name, leaf: der, intermediates: chain.map(({ certificate }) => certificate), problems: [] })
  const fails = (name: string, code: PathProblem['code'], index: number, der: Uint8Array, ...chain: Holder[]): PathCase => ({ ...holds(name, der, ...chain), problems: [{ code, index }] })

  const tampered = Uint8Array.from(await leaf(issuing))
  tampered[tampered.length - 3]! ^= 1
  return {
    root: root.certificate,
    cases: [
      holds('straight', await leaf(issuing), issuing),
      holds('directly below the root', await leaf(root)),
      holds('documentSigning', await leaf(issuing, [purpose(oids.documentSigning)]), issuing),
      holds('emailProtection', await leaf(issuing, [purpose(oids.emailProtection)]), issuing),
      holds('a permitted host', await leaf(hosts, [alternative(dns('www.good.example'))]), hosts),
      holds('a permitted directory name', await leaf(names), names),
      holds('an authority whose key rolled over, which counts for no length', await leaf(rolledOver), rolledOver, issuing),
      holds('one whose own name its constraints do not permit', await leaf(namesRolledOver), namesRolledOver, names),
      holds('a mail address that is not excluded', await leaf(noMail, [alternative(mail('a@good.example'))]), noMail),
      holds('a constraint on a kind of name that the leaf lacks', await leaf(addresses), addresses),
      holds('candidates out of order and some that do not belong', await leaf(issuing), below, expired, issuing),
      fails('path length passed', 'path-too-long', 2, await leaf(below), below, issuing),
      fails('issuer is no authority', 'not-a-ca', 1, await leaf(notAuthority), notAuthority),
      fails('issuer may not sign certificates', 'key-usage', 1, await leaf(noCertSign), noCertSign),
      fails('unknown critical extension of the leaf', 'unknown-critical-extension', 0, await leaf(issuing, [unknownCritical]), issuing),
      fails('unknown critical extension of an authority', 'unknown-critical-extension', 1, await leaf(strange), strange),
      fails('a host outside the constraints', 'name-constraints-violated', 0, await leaf(hosts, [alternative(dns('evil.test'))]), hosts),
      fails('a host that only ends alike', 'name-constraints-violated', 0, await leaf(hosts, [alternative(dns('notgood.example'))]), hosts),
      fails('a subject outside the constraints', 'name-constraints-violated', 0, await leaf(names, [], { name: 'Somebody else' }), names),
      fails('a leaf of its issuer’s name outside the constraints', 'name-constraints-violated', 0, await leaf(names, [], { name: 'Names' }), names),
      fails('an excluded mail address', 'name-constraints-violated', 0, await leaf(noMail, [alternative(mail('a@bad.example'))]), noMail),
      fails('leaf expired', 'expired', 0, await leaf(issuing, [], { from: -20, until: -10 }), issuing),
      fails('authority expired', 'expired', 1, await leaf(expired), expired),
      fails('authority not valid yet', 'not-yet-valid', 1, await leaf(future), future),
      fails('signature tampered with', 'signature-invalid', 0, tampered, issuing),
      fails('another root of the same name', 'signature-invalid', 1, await leaf(foreignRoot), foreignRoot),
      fails('issuer missing', 'no-path', 0, await leaf(issuing)),
    ],
  }
}

/** Cases OpenSSL has no purpose for, or judges by another one. */
export async function makePurposeCases(): Promise<PathCases> {
  const self = { name: 'Root', key: await createSigningKey() }
  const root = await certificateOf({ name: 'Root', issuer: self, extensions: authority(), until: 3650 }, self.key)
  const leaf = async (...extensions: readonly Uint8Array[]): Promise<Uint8Array> => (await make({ name: 'Leaf', issuer: self, extensions })).certificate
  const one = (name: string, der: Uint8Array, ...problems: PathProblem[]): PathCase => ({ name, leaf: der, intermediates: [], problems })
  const web = await make({ name: 'Web', issuer: self, extensions: [...authority(), purpose('1.3.6.1.5.5.7.3.1')] })
  const belowWeb = (await make({ name: 'Leaf', issuer: web, extensions: [signingUsage()] })).certificate
  return {
    root,
    cases: [
      one('no usages at all', await leaf()),
      one('any extended usage', await leaf(signingUsage(), purpose(oids.anyExtendedKeyUsage))),
      one('a web server', await leaf(signingUsage(), purpose('1.3.6.1.5.5.7.3.1')), { code: 'extended-key-usage', index: 0 }),
      one('a timestamp authority', await leaf(signingUsage(), purpose(oids.timeStamping, true)), { code: 'extended-key-usage', index: 0 }),
      { name: 'an authority for web servers', leaf: belowWeb, intermediates: [web.certificate], problems: [{ code: 'extended-key-usage', index: 1 }] },
      one('the right to sign certificates without being an authority', await leaf(authority()[1]!), { code: 'key-usage', index: 0 }),
      one('keyEncipherment alone', await leaf(extension(oids.keyUsage, Uint8Array.of(0x03, 0x02, 0x05, 0x20), true)), { code: 'key-usage', index: 0 }),
    ],
  }
}

async function make(options: Make): Promise<Holder> {
  const key = await createSigningKey()
  return { name: options.name, key, certificate: await certificateOf(options, key) }
}

/** With the key identifiers that OpenSSL's strict mode asks for. */
async function certificateOf({ name, issuer, extensions, from = -1, until = 5 }: Make, key: SigningKey): Promise<Uint8Array> {
  const identifiers = [
    extension(oids.subjectKeyIdentifier, octetString(await keyIdentifier(key))),
    extension(oids.authorityKeyIdentifier, sequence(element(0x80, await keyIdentifier(issuer.key)))),
  ]
  return certify({ subject: name, issuer: issuer.name, key, issuerKey: issuer.key, extensions: [...extensions, ...identifiers], from: new Date(now + from * day), until: new Date(now + until * day) })
}

/** Any value that is the same for the same key will do (RFC 5280 section 4.2.1.2). */
async function keyIdentifier({ spki }: SigningKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).subarray(0, 20)
}

const unknownCritical = extension('2.999.7', nullValue(), true)
const ascii = (tag: number) => (text: string): Uint8Array => element(tag, new TextEncoder().encode(text))
const mail = ascii(0x81)
const dns = ascii(0x82)
const uri = ascii(0x86)
const alternative = (name: Uint8Array): Uint8Array => extension(oids.subjectAlternativeName, sequence(name))

export function constraints({ permitted = [], excluded = [] }: { readonly permitted?: readonly Uint8Array[]; readonly excluded?: readonly Uint8Array[] }): Uint8Array {
  const subtrees = (tag: number, names: readonly Uint8Array[]): Uint8Array[] => (names.length > 0 ? [element(tag, ...names.map((name) => sequence(name)))] : [])
  return extension(oids.nameConstraints, sequence(...subtrees(0xa0, permitted), ...subtrees(0xa1, excluded)), true)
}

