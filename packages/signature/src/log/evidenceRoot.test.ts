import { describe, expect, it } from 'vitest'
import { digest } from '../crypto/hashing/digest.js'
import { concatBytes } from '../der/bytes.js'
import { canonicalJson } from './canonicalJson.js'
import { evidenceRoot, type SaltedFact } from './evidenceRoot.js'

const facts: readonly SaltedFact[] = ['contract', 'documents', 'signer', 'identity', 'consents'].map((name, index) => ({ name, value: { index, 姓名: '周禾田' }, salt: `salt${index}` }))
const sha256 = (...parts: Uint8Array[]): Promise<Uint8Array> => digest({ algorithm: 'SHA-256', data: concatBytes(parts) })
const leaf = ({ name, value, salt }: SaltedFact): Promise<Uint8Array> => sha256(Uint8Array.of(0), new TextEncoder().encode(canonicalJson({ name, salt, value })))
const node = async (left: Promise<Uint8Array>, right: Promise<Uint8Array>): Promise<Uint8Array> => sha256(Uint8Array.of(1), await left, await right)

describe('evidenceRoot', () => {
  it('is the tree head of RFC 6962 section 2.1, written out by hand for one to five facts', async () => {
    const [a, b, c, d, e] = facts.map(leaf) as [Promise<Uint8Array>, Promise<Uint8Array>, Promise<Uint8Array>, Promise<Uint8Array>, Promise<Uint8Array>]
    expect(await evidenceRoot({ facts: facts.slice(0, 1) })).toEqual(await a)
    expect(await evidenceRoot({ facts: facts.slice(0, 2) })).toEqual(await node(a, b))
    expect(await evidenceRoot({ facts: facts.slice(0, 3) })).toEqual(await node(node(a, b), c))
    expect(await evidenceRoot({ facts: facts.slice(0, 4) })).toEqual(await node(node(a, b), node(c, d)))
    expect(await evidenceRoot({ facts })).toEqual(await node(node(node(a, b), node(c, d)), e))
  })

  it('is the digest of nothing for no facts', async () => {
    expect(await evidenceRoot({ facts: [] })).toEqual(await sha256())
  })

  it('changes with every name, value, salt and with the order, and not with the order of keys', async () => {
    const root = await evidenceRoot({ facts })
    const changed = (change: Partial<SaltedFact>): SaltedFact[] => facts.map((fact, index) => (index === 2 ? { ...fact, ...change } : fact))
    for (const other of [changed({ name: 'x' }), changed({ value: 1 }), changed({ salt: 'x' }), [...facts].reverse(), facts.slice(1)]) expect(await evidenceRoot({ facts: other })).not.toEqual(root)
    expect(await evidenceRoot({ facts: changed({ value: { 姓名: '周禾田', index: 2 } }) })).toEqual(root)
  })
})
