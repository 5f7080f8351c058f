import { canonicalJson, digest, toHex } from '@loansign/signature'
import { describe, expect, it } from 'vitest'
import { checkEvidence, readTrail } from './checkEvidence.js'

async function trail(count: number) {
  const events = []
  let previous = ''
  for (let sequence = 1; sequence <= count; sequence++) {
    const record = { actor: 'system', at: `2026-11-20T09:0${sequence}:00.000Z`, contract: 'con_1', data: { documents: [{ id: 'doc_1', sha256: `${sequence}`.repeat(64) }] }, previous, salt: 'salt', sequence, type: 'contract.generated' }
    previous = toHex(await digest({ algorithm: 'SHA-256', data: Uint8Array.of(0, ...new TextEncoder().encode(canonicalJson(record))) }))
    events.push({ ...record, leaf: previous })
  }
  return { contractId: 'con_1', events }
}

describe('checkEvidence', () => {
  it('recomputes every leaf and follows every link', async () => {
    const report = await checkEvidence(await trail(4))
    expect(report).toMatchObject({ events: 4, broken: null })
    expect(report.versions.has('3'.repeat(64))).toBe(true)
  })

  it('names the first record that was changed, taken out or moved, and takes no version from behind it', async () => {
    const changed = await trail(4)
    ;(changed.events[1]!.data.documents[0] as { sha256: string }).sha256 = 'f'.repeat(64)
    const report = await checkEvidence(changed)
    expect(report.broken).toBe(2)
    expect(report.versions.has('f'.repeat(64))).toBe(false)
    expect(report.versions.has('3'.repeat(64))).toBe(false)
    const { events } = await trail(4)
    expect((await checkEvidence({ events: [events[0]!, events[2]!, events[3]!] })).broken).toBe(2)
    expect((await checkEvidence({ events: events.slice(1) })).broken).toBe(1)
  })

  it('takes no other JSON for a trail', () => {
    for (const text of ['', '{}', '[]', '{"events":[]}', '{"events":[1]}', '{"events":{"length":1}}']) expect(readTrail(text)).toBeNull()
  })
})
