import { createSigningKey, type SigningKey } from '../../crypto/createSigningKey.js'
import { oids } from '../../der/oids.js'
import { booleanTrue, element, integer, nullValue, objectIdentifier, octetString, sequence } from '../../der/write.js'
import { certify, extension } from '../../pades/pki.fixture.js'
import { directoryName, writeCommonName } from '../name.js'

export interface RandomChain {
  readonly leaf: Uint8Array
  /** From the leaf's issuer upwards, without the root. */
  readonly intermediates: readonly Uint8Array[]
  /** What was chosen for it, for whoever has to explain a difference. */
  readonly features: readonly string[]
}

export interface RandomChains {
  readonly root: Uint8Array
  readonly chains: readonly RandomChain[]
}

/** Small, seeded, the same everywhere (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const day = 86_400_000
const ascii = (tag: number, text: string): Uint8Array => element(tag, new TextEncoder().encode(text))
const dns = (text: string): Uint8Array => ascii(0x82, text)
const mail = (text: string): Uint8Array => ascii(0x81, text)
const address = (...octets: number[]): Uint8Array => element(0x87, Uint8Array.from(octets))
const policy = (number: number): string => (number === 0 ? oids.anyPolicy : `2.999.3.${number}`)

/**
 * Chains of one to five certificates below a root, each with a few things chosen at random that RFC 5280 has rules for; about half of them hold.
 * All names are new, so that many chains can be given to another program at once.
 */
export async function makeRandomChains({ count, seed }: { readonly count: number; readonly seed: number }): Promise<RandomChains> {
  const random = randomOf(seed)
  const keys = await Promise.all(Array.from({ length: 6 }, () => createSigningKey()))
  const identifiers = await Promise.all(keys.map(keyIdentifier))
  const rootKey = keys[0]!
  const root = await certify({
    subject: `Root ${seed}`, issuer: `Root ${seed}`, key: rootKey, issuerKey: rootKey, from: new Date(Date.now() - 100 * day), until: new Date(Date.now() + 3650 * day),
    extensions: [extension(oids.basicConstraints, sequence(booleanTrue()), true), extension(oids.keyUsage, Uint8Array.of(3, 2, 1, 6), true), extension(oids.subjectKeyIdentifier, octetString(identifiers[0]!))],
  })
  const chains: RandomChain[] = []
  for (let number = 0; number < count; number++) chains.push(await makeChain(`${seed}-${number}`, { random, keys, identifiers, rootName: `Root ${seed}` }))
  return { root, chains }
}

interface Workshop {
  readonly random: (below: number) => number
  readonly keys: readonly SigningKey[]
  readonly identifiers: readonly Uint8Array[]
  readonly rootName: string
}

async function makeChain(label: string, { random, keys, identifiers, rootName }: Workshop): Promise<RandomChain> {
  const features: string[] = []
  const chance = (percent: number, feature: string): boolean => {
    const drawn = random(100) < percent
    if (drawn) features.push(feature)
    return drawn
  }
  const depth = random(5)
  const hasPolicies = random(2) === 0
  const certificates: Uint8Array[] = []
  let issuer = { name: rootName, key: 0 }
  for (let level = depth; level >= 0; level--) {
    const isLeaf = level === 0
    const at = isLeaf ? 'leaf' : `authority ${level}`
    const isSelfIssued = !isLeaf && issuer.name !== rootName && chance(12, `self-issued ${at}`)
    // The same name with the same key would be self-signed, which is something else.
    const drawn = 1 + random(keys.length - 1)
    const key = drawn === issuer.key ? 1 + (drawn % (keys.length - 1)) : drawn
    const name = isSelfIssued ? issuer.name : `${isLeaf ? 'Leaf' : 'Authority'} ${label} ${level}`
    const extensions = isLeaf ? leafExtensions(chance, random) : authorityExtensions(chance, random, at)
    if (hasPolicies) extensions.push(...policyExtensions(chance, random, at, isLeaf))
    if (chance(2, `unknown critical extension ${at}`)) extensions.push(extension('2.999.7', nullValue(), true))
    if (chance(4, `unknown extension ${at}`)) extensions.push(extension('2.999.8', nullValue()))
    extensions.push(extension(oids.subjectKeyIdentifier, octetString(identifiers[key]!)), extension(oids.authorityKeyIdentifier, sequence(element(0x80, identifiers[issuer.key]!))))
    const [from, until] = chance(2, `expired ${at}`) ? [-20, -10] : chance(2, `future ${at}`) ? [10, 20] : [-2, 30]
    const der = await certify({
      subject: name, issuer: issuer.name, key: keys[key]!, issuerKey: keys[issuer.key]!, extensions, from: new Date(Date.now() + from * day), until: new Date(Date.now() + until * day),
    })
    if (chance(1, `tampered ${at}`)) der[der.length - 3]! ^= 1
    certificates.unshift(der)
    issuer = { name, key }
  }
  const [leaf, ...intermediates] = certificates
  return { leaf: leaf!, intermediates, features }
}

type Chance = (percent: number, feature: string) => boolean

function authorityExtensions(chance: Chance, random: Workshop['random'], at: string): Uint8Array[] {
  const extensions: Uint8Array[] = []
  const isAuthority = !chance(2, `no CA ${at}`)
  const hasLimit = isAuthority && chance(20, `path length ${at}`)
  if (!chance(2, `no basicConstraints ${at}`)) extensions.push(extension(oids.basicConstraints, sequence(...(isAuthority ? [booleanTrue()] : []), ...(hasLimit ? [integer(random(3))] : [])), true))
  if (!chance(2, `no keyUsage ${at}`)) extensions.push(extension(oids.keyUsage, chance(2, `no certSign ${at}`) ? Uint8Array.of(3, 2, 1, 2) : Uint8Array.of(3, 2, 1, 6), true))
  if (chance(6, `EKU ${at}`)) extensions.push(extendedKeyUsage(chance, random, at))
  if (chance(15, `name constraints ${at}`)) extensions.push(nameConstraints(random))
  return extensions
}

function leafExtensions(chance: Chance, random: Workshop['random']): Uint8Array[] {
  const extensions: Uint8Array[] = []
  if (!chance(5, 'no keyUsage leaf')) extensions.push(extension(oids.keyUsage, chance(3, 'keyEncipherment leaf') ? Uint8Array.of(3, 2, 5, 0x20) : Uint8Array.of(3, 2, 6, 0xc0), true))
  if (chance(30, 'EKU leaf')) extensions.push(extendedKeyUsage(chance, random, 'leaf'))
  if (chance(60, 'names leaf')) {
    const names = [dns('www.good.example'), dns('good.example'), dns('bad.example'), dns('notgood.example'), mail('a@good.example'), mail('a@sub.good.example'), mail('a@bad.example'), address(10, 1, 2, 3), address(10, 2, 2, 3), directoryName(writeCommonName('Good'))]
    extensions.push(extension(oids.subjectAlternativeName, sequence(...Array.from({ length: 1 + random(2) }, () => names[random(names.length)]!))))
  }
  return extensions
}

function extendedKeyUsage(chance: Chance, random: Workshop['random'], at: string): Uint8Array {
  const usages = [oids.emailProtection, oids.emailProtection, oids.emailProtection, '1.3.6.1.5.5.7.3.1', oids.documentSigning, oids.anyExtendedKeyUsage]
  const usage = usages[random(usages.length)]!
  chance(100, `EKU ${usage} ${at}`)
  return extension(oids.extendedKeyUsage, sequence(objectIdentifier(usage)))
}

function nameConstraints(random: Workshop['random']): Uint8Array {
  const bases = [dns('good.example'), dns('example'), mail('good.example'), mail('.good.example'), mail('a@good.example'), address(10, 1, 0, 0, 255, 255, 0, 0), directoryName(writeCommonName('Good'))]
  const some = (tag: number): Uint8Array => element(tag, ...Array.from({ length: 1 + random(2) }, () => sequence(bases[random(bases.length)]!)))
  const kind = random(3)
  return extension(oids.nameConstraints, sequence(...(kind !== 1 ? [some(0xa0)] : []), ...(kind !== 0 ? [some(0xa1)] : [])), true)
}

/** Few policies, so that they meet; policy 0 is anyPolicy. */
function policyExtensions(chance: Chance, random: Workshop['random'], at: string, isLeaf: boolean): Uint8Array[] {
  const extensions: Uint8Array[] = []
  if (!chance(10, `no policies ${at}`)) {
    const named = new Set(Array.from({ length: 1 + random(3) }, () => random(4)))
    chance(100, `policies ${[...named].join('+')} ${at}`)
    extensions.push(extension(oids.certificatePolicies, sequence(...[...named].map((number) => sequence(objectIdentifier(policy(number)))))))
  }
  if (!isLeaf && chance(25, `mappings ${at}`)) {
    const pairs = Array.from({ length: 1 + random(2) }, () => [1 + random(3), 1 + random(3)] as const)
    if (chance(3, `mapping of anyPolicy ${at}`)) pairs.push([0, 1])
    chance(100, `mappings ${pairs.map((pair) => pair.join('>')).join('+')} ${at}`)
    extensions.push(extension(oids.policyMappings, sequence(...pairs.map(([from, to]) => sequence(objectIdentifier(policy(from)), objectIdentifier(policy(to))))), true))
  }
  if (chance(35, `constraints ${at}`)) {
    const [explicit, mapping] = [random(4), random(3)]
    chance(100, `explicit ${explicit} mapping ${mapping} ${at}`)
    const fields = [...(explicit < 3 ? [Uint8Array.of(0x80, 1, explicit)] : []), ...(mapping < 2 || explicit === 3 ? [Uint8Array.of(0x81, 1, mapping)] : [])]
    extensions.push(extension(oids.policyConstraints, sequence(...fields), true))
  }
  if (!isLeaf && chance(15, `inhibitAnyPolicy ${at}`)) extensions.push(extension(oids.inhibitAnyPolicy, integer(random(2)), true))
  return extensions
}

async function keyIdentifier({ spki }: SigningKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', spki)).subarray(0, 20)
}
