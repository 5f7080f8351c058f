import { describe, expect, it } from 'vitest'
import { toHex } from '../encoding/hex.js'
import { consistencyProof, verifyConsistency } from './consistencyProof.js'
import { inclusionProof, verifyInclusion } from './inclusionProof.js'
import { hashLeaf, treeRoot } from './merkleTree.js'

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** The leaves and roots that implementations of RFC 6962 have agreed upon since Certificate Transparency's first. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(bytes)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const hashes = Promise.all(leaves.map((leaf) => hashLeaf(leaf)))
const many = Promise.all(Array.from({ length: 33 }, (_, index) => hashLeaf(Uint8Array.of(index))))
const flipped = (hash: Uint8Array): Uint8Array => Uint8Array.from(hash, (octet, index) => (index === 7 ? octet ^ 1 : octet))

describe('the tree', () => {
  it('has the roots everybody knows', async () => {
    const all = await hashes
    for (const [size, root] of roots.entries()) expect(toHex(await treeRoot(all.slice(0, size)))).toBe(root)
  })
})

describe('an inclusion proof', () => {
  it('leads from every leaf of every tree to its root, and from nowhere else', async () => {
    const all = await many
    for (let size = 1; size <= all.length; size++) {
      const tree = all.slice(0, size)
      const root = await treeRoot(tree)
      for (let index = 0; index < size; index += size > 9 ? 5 : 1) {
        const proof = await inclusionProof(tree, index)
        const verify = (changed: Partial<Parameters<typeof verifyInclusion>[0]> = {}): Promise<boolean> => verifyInclusion({ leafHash: tree[index]!, index, size, root, proof, ...changed })
        expect(await verify(), `${index} of ${size}`).toBe(true)
        const wrong = [{ index: index + 1 }, { index: index - 1 }, { leafHash: flipped(tree[index]!) }, { root: flipped(root) }, { proof: [...proof, root] }, { proof: [root, ...proof] }, { size: size * 2 + 1 }]
        for (const changed of wrong) expect(await verify(changed), `${index} of ${size} ${Object.keys(changed)[0]}`).toBe(false)
        for (const [at] of proof.entries()) {
          expect(await verify({ proof: proof.map((hash, i) => (i === at ? flipped(hash) : hash)) })).toBe(false)
          expect(await verify({ proof: proof.filter((_, i) => i !== at) })).toBe(false)
        }
      }
    }
  })

  it('is of hashes and of places that are', async () => {
    const [leafHash] = (await hashes) as [Uint8Array]
    const alone = { leafHash, index: 0, size: 1, root: leafHash, proof: [] }
    expect(await verifyInclusion(alone)).toBe(true)
    for (const changed of [{ index: 0.5 }, { index: 1 }, { size: 0 }, { size: 2 ** 60 }, { leafHash: new Uint8Array(), root: new Uint8Array() }]) expect(await verifyInclusion({ ...alone, ...changed })).toBe(false)
    await expect(inclusionProof(await hashes, 8)).rejects.toThrow(TypeError)
  })
})

describe('a consistency proof', () => {
  it('leads from every tree to every later one, and not when a hash is another', async () => {
    const all = await many
    for (const newerSize of [1, 2, 3, 5, 8, 13, 16, 31, 33]) {
      const newerRoot = await treeRoot(all.slice(0, newerSize))
      for (let olderSize = 1; olderSize <= newerSize; olderSize++) {
        const olderRoot = await treeRoot(all.slice(0, olderSize))
        const proof = await consistencyProof(all.slice(0, newerSize), olderSize)
        const verify = (changed: Partial<Parameters<typeof verifyConsistency>[0]> = {}): Promise<boolean> => verifyConsistency({ olderSize, newerSize, olderRoot, newerRoot, proof, ...changed })
        expect(await verify(), `${olderSize} to ${newerSize}`).toBe(true)
        for (const changed of [{ olderRoot: flipped(olderRoot) }, { newerRoot: flipped(newerRoot) }, { proof: [...proof, olderRoot] }, { newerSize: olderSize - 1 }, { olderSize: 0 }]) expect(await verify(changed)).toBe(false)
        for (const [at] of proof.entries()) {
          expect(await verify({ proof: proof.map((hash, i) => (i === at ? flipped(hash) : hash)) })).toBe(false)
          expect(await verify({ proof: proof.filter((_, i) => i !== at) })).toBe(false)
        }
      }
    }
    await expect(consistencyProof(await hashes, 0)).rejects.toThrow(TypeError)
    await expect(consistencyProof(await hashes, 9)).rejects.toThrow(TypeError)
  })
})

it('a proof that ends below the root proves nothing of a larger tree', async () => {
  const [first, second] = (await many) as [Uint8Array, Uint8Array]
  const two = { olderSize: 1, newerSize: 2, olderRoot: first, newerRoot: await treeRoot([first, second]), proof: [second] }
  expect(await verifyConsistency(two)).toBe(true)
  expect(await verifyInclusion({ leafHash: first, index: 0, size: 2, root: two.newerRoot, proof: [second] })).toBe(true)
  for (const size of [3, 4, 5, 8]) {
    expect(await verifyConsistency({ ...two, newerSize: size })).toBe(false)
    expect(await verifyInclusion({ leafHash: first, index: 0, size, root: two.newerRoot, proof: [second] })).toBe(false)
  }
})
