import { describe, expect, it } from 'vitest'
import { corporaMissing, readCorpus } from '../corpora.node.fixture.js'
import { verifyInclusion } from './inclusionProof.js'

interface Vector {
  readonly name: string
  readonly case: { readonly leafIdx: number; readonly treeSize: number; readonly root: string; readonly leafHash: string; readonly proof: readonly string[] | null; readonly wantErr: boolean }
}

describe('the probes of transparency-dev’s Merkle tree', () => {
  it('agree in every case', async ({ skip }) => {
    const file = 'merkle/inclusion-open.json'
    skip(...corporaMissing(file))
    const vectors = readCorpus(file) as Vector[]
    const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'))
    const wrong: string[] = []
    for (const { name, case: probe } of vectors) {
      const holds = await verifyInclusion({ leafHash: bytes(probe.leafHash), index: probe.leafIdx, size: probe.treeSize, root: bytes(probe.root), proof: (probe.proof ?? []).map(bytes) })
      if (holds === probe.wantErr) wrong.push(name)
    }
    expect(wrong).toEqual([])
    expect(vectors).toHaveLength(35)
  })
})
