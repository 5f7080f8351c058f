import { createHash } from 'node:crypto'
import type { EventName } from '@loansign/protocol'
import { canonicalJson } from '@loansign/signature'
import type { Context, Tx } from '../context.js'

export interface AuditEvent {
  readonly contractId: string
  readonly type: EventName
  /** `signer:sgn_…`, `staff:NAME`, `system`. */
  readonly actor: string
  /** Facts without personal data: identifiers, digests, times. What subscribers get. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** One line of the audit trail, in the form that is hashed (RFC 8785). */
export interface AuditRecord {
  readonly contract: string
  readonly sequence: number
  readonly type: string
  readonly at: string
  readonly actor: string
  readonly data: Readonly<Record<string, unknown>>
  /** Leaf of the record before; empty for the first. */
  readonly previous: string
  readonly salt: string
}

/**
 * Writes an event into the audit trail and the outbox, in the transaction that changes the state: all or nothing.
 * Takes the contract's row, so that sequences have no gaps. Gives the leaf.
 */
export async function recordEvent(tx: Tx, context: Context, event: AuditEvent): Promise<string> {
  const contract = await tx.selectFrom('contracts').select(['audit_sequence', 'last_leaf']).where('id', '=', event.contractId).forUpdate().executeTakeFirstOrThrow()
  const at = context.now()
  const record: AuditRecord = {
    contract: event.contractId,
    sequence: contract.audit_sequence + 1,
    type: event.type,
    at: at.toISOString(),
    actor: event.actor,
    data: event.data ?? {},
    previous: contract.last_leaf,
    salt: Buffer.from(context.random(16)).toString('base64url'),
  }
  const text = canonicalJson(record)
  const leaf = leafHash(text)
  await tx.insertInto('audit').values({ contract_id: event.contractId, sequence: record.sequence, type: event.type, at, record: text, leaf }).execute()
  await tx.updateTable('contracts').set({ audit_sequence: record.sequence, last_leaf: leaf }).where('id', '=', event.contractId).execute()
  await tx.insertInto('outbox').values({ contract_id: event.contractId, sequence: record.sequence, type: event.type, data: JSON.stringify(record.data), at }).execute()
  return leaf
}

/** RFC 6962 section 2.1: the hash of a leaf begins with a zero octet. */
export function leafHash(record: string): string {
  return createHash('sha256').update(Buffer.of(0)).update(record).digest('hex')
}
