import { beforeAll, describe, expect, it } from 'vitest'
import { createSigningKey, type SigningKey } from '../../crypto/createSigningKey.js'
import { oids } from '../../der/oids.js'
import { integer, objectIdentifier, sequence } from '../../der/write.js'
import { authority, certify, extension, signingUsage } from '../../pades/pki.fixture.js'
import { validatePath } from './validatePath.js'

let key: SigningKey
let root: Uint8Array
const oid = (name: string): Uint8Array => objectIdentifier(name === 'any' ? oids.anyPolicy : `2.999.3.${name}`)

const policies = (...names: string[]): Uint8Array => extension(oids.certificatePolicies, sequence(...names.map((name) => sequence(oid(name)))))
const mappings = (...pairs: [string, string][]): Uint8Array => extension(oids.policyMappings, sequence(...pairs.map(([from, to]) => sequence(oid(from), oid(to)))), true)
const explicit = (skip: number): Uint8Array => extension(oids.policyConstraints, sequence(Uint8Array.of(0x80, 1, skip)), true)
const noMapping = (skip: number): Uint8Array => extension(oids.policyConstraints, sequence(Uint8Array.of(0x80, 1, 0), Uint8Array.of(0x81, 1, skip)), true)
const inhibitAny = (skip: number): Uint8Array => extension(oids.inhibitAnyPolicy, integer(skip), true)

/** Problems of the path whose certificates below the root have these extensions, the leaf's last. */
async function problems(...levels: Uint8Array[][]): Promise<readonly unknown[]> {
  let issuer = 'Root'
  const made: Uint8Array[] = []
  for (const [index, extensions] of levels.entries()) {
    const isLeaf = index === levels.length - 1
    const subject = isLeaf ? 'Leaf' : `Authority ${index}`
    made.unshift(await certify({ subject, issuer, key, issuerKey: key, extensions: [...(isLeaf ? [signingUsage()] : authority()), ...extensions] }))
    issuer = subject
  }
  return (await validatePath({ certificate: made[0]!, intermediates: made.slice(1), trustAnchors: [root], at: new Date() })).problems
}
const required = (index: number): unknown[] => [{ code: 'policy-required', index }]

describe('certificate policies', () => {
  beforeAll(async () => {
    key = await createSigningKey()
    root = await certify({ subject: 'Root', issuer: 'Root', key, issuerKey: key, extensions: authority() })
  })

  it('matter only where an authority asks for one', async () => {
    expect(await problems([policies('1')], [policies('2')])).toEqual([])
    expect(await problems([policies('1'), explicit(0)], [policies('2')])).toEqual(required(0))
    expect(await problems([policies('1'), explicit(0)], [policies('2', '1')])).toEqual([])
    expect(await problems([explicit(0)], [policies('1')])).toEqual(required(0))
    expect(await problems([policies('1'), explicit(2)], [policies('2')])).toEqual([])
    expect(await problems([policies('1'), explicit(1)], [policies('1')], [])).toEqual(required(0))
    expect(await problems([policies('1')], [policies('2'), explicit(0)])).toEqual(required(0))
  })

  it('any policy stands for all, until it is inhibited', async () => {
    expect(await problems([policies('any'), explicit(0)], [policies('7')])).toEqual([])
    expect(await problems([policies('7'), explicit(0)], [policies('any')])).toEqual([])
    expect(await problems([policies('7'), explicit(0), inhibitAny(0)], [policies('any')])).toEqual(required(0))
    expect(await problems([policies('7'), explicit(0), inhibitAny(1)], [policies('any')], [policies('any')])).toEqual(required(0))
    expect(await problems([policies('7'), explicit(0), inhibitAny(1)], [policies('any')], [policies('7')])).toEqual([])
  })

  it('are mapped, until mapping is inhibited', async () => {
    expect(await problems([policies('1'), explicit(0), mappings(['1', '2'])], [policies('2')])).toEqual([])
    expect(await problems([policies('1'), explicit(0), mappings(['1', '2'])], [policies('1')])).toEqual(required(0))
    expect(await problems([policies('any'), explicit(0), mappings(['1', '2'])], [policies('2')])).toEqual([])
    expect(await problems([policies('1'), noMapping(0)], [policies('1'), mappings(['1', '2'])], [policies('2')])).toEqual(required(0))
    expect(await problems([policies('1'), explicit(0), mappings(['1', 'any'])], [policies('1')])).toEqual([{ code: 'policies-malformed', index: 1 }])
  })

  it('that are written wrongly end the path', async () => {
    expect(await problems([], [policies('1', '1')])).toEqual([{ code: 'policies-malformed', index: 0 }])
    expect(await problems([], [extension(oids.certificatePolicies, sequence())])).toEqual([{ code: 'policies-malformed', index: 0 }])
    expect(await problems([extension(oids.policyConstraints, sequence(), true)], [])).toEqual([{ code: 'policies-malformed', index: 1 }])
  })
})
