import type { Db } from '../context.js'
import { leafHash, type AuditRecord } from './recordEvent.js'

export interface EvidenceEvent extends AuditRecord {
  readonly leaf: string
}

export interface Evidence {
  readonly contractId: string
  readonly events: readonly EvidenceEvent[]
}

/** The audit trail of a contract, oldest first. */
export async function readEvidence(db: Db, contractId: string): Promise<Evidence> {
  const rows = await db.selectFrom('audit').select(['record', 'leaf']).where('contract_id', '=', contractId).orderBy('sequence').execute()
  return { contractId, events: rows.map(({ record, leaf }) => ({ ...(JSON.parse(record) as AuditRecord), leaf })) }
}

/** The first sequence number at which an audit trail does not hold, or null: each leaf recomputed, each link followed. */
export async function findBrokenLink(db: Db, contractId: string): Promise<number | null> {
  const rows = await db.selectFrom('audit').select(['sequence', 'record', 'leaf']).where('contract_id', '=', contractId).orderBy('sequence').execute()
  let previous = ''
  for (const [index, row] of rows.entries()) {
    const record = JSON.parse(row.record) as AuditRecord
    if (row.sequence !== index + 1 || record.sequence !== row.sequence || record.previous !== previous || leafHash(row.record) !== row.leaf) return index + 1
    previous = row.leaf
  }
  return null
}
