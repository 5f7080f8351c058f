import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { MortalServer } from './mortalServer.js'

/** Each finds rows that must not be: a state without its record, a record without its event, a reference to nothing. */
const queries: Record<string, string> = {
  'an audit record without its event, or an event without its record':
    'select 1 from audit a full join outbox o on a.contract_id = o.contract_id and a.sequence = o.sequence and a.type = o.type where a.contract_id is null or o.contract_id is null',
  'an audit trail with a gap':
    'select c.id from contracts c left join audit a on a.contract_id = c.id group by c.id, c.audit_sequence having count(a.sequence) <> c.audit_sequence or coalesce(max(a.sequence), 0) <> c.audit_sequence',
  'a document whose newest revision is not stored':
    'select d.id from documents d left join revisions r on r.document_id = d.id and r.revision = d.revision where r.sha256 is distinct from d.revision_sha256',
  'a signer who signed without receipt, attempt or record, or the other way round': `
    select s.id from signers s
    cross join lateral (select count(*) as n from attempts t where t.signer_id = s.id and t.state = 'signed') attempts
    cross join lateral (select count(*) as n from audit a where a.contract_id = s.contract_id and a.type = 'signature.completed') records
    where (s.state = 'signed') <> (s.receipt is not null) or (s.state = 'signed')::int <> attempts.n or (s.state = 'signed')::int <> records.n`,
  'a revision too many for the signatures there are': `
    select d.id from documents d join contracts c on c.id = d.contract_id
    cross join lateral (
      select count(*) as n from signers s, jsonb_array_elements(d.places) place
      where s.contract_id = c.id and s.state = 'signed' and (place ->> 'party')::int = s.position) signed
    cross join lateral (select count(*) as n from jsonb_array_elements(d.places) place where place ->> 'role' = 'lender' and c.state = 'effective') sealed
    cross join lateral (select count(*) as n from audit a where a.contract_id = c.id and a.type = 'contract.archived') archived
    cross join lateral (select count(*) as n from revisions r where r.document_id = d.id) stored
    where stored.n <> 1 + signed.n + sealed.n + archived.n`,
  'a contract in force without exactly one loan and record, or the other way round': `
    select c.id from contracts c
    cross join lateral (select count(*) as n from loans l where l.contract_id = c.id) loans
    cross join lateral (select count(*) as n from audit a where a.contract_id = c.id and a.type = 'contract.effective') records
    where loans.n <> (c.state = 'effective')::int or records.n <> (c.state = 'effective')::int`,
}

/** What does not fit together in a server's database and blobs. Empty when all is well. */
export async function inconsistencies({ database, directory }: MortalServer): Promise<string[]> {
  const found: string[] = []
  for (const [what, sql] of Object.entries(queries)) {
    const { rows: odd } = await database.pool.query(sql)
    if (odd.length > 0) found.push(what)
  }
  const { rows } = await database.pool.query<{ blob_sha256: string }>('select blob_sha256 from revisions')
  const dangling = rows.filter(({ blob_sha256: name }) => !existsSync(join(directory, 'blobs', name.slice(0, 2), name.slice(2, 4), name)))
  if (dangling.length > 0) found.push('a reference to a blob that is not there')
  return found
}
