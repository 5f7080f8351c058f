import { Pool } from 'pg'
import type { Database } from '../../ports/index.js'

/** A PostgreSQL 15 or newer by its connection string. Several server processes may share it. */
export function postgres(connectionString: string | undefined, { connections = 10 }: { readonly connections?: number } = {}): Database {
  if (!connectionString) throw new TypeError('postgres() needs a connection string, for example process.env.DATABASE_URL')
  const pool = new Pool({ connectionString, max: connections })
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  let closing: Promise<void> | undefined
  return { pool, close: () => (closing ??= pool.end()) }
}
