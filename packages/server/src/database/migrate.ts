import { LoanSigningError } from '../errors.js'
import type { DatabasePool, Queryable } from '../ports/index.js'
import { migrations } from './migrations.js'

/** @throws LoanSigningError `database-not-migrated` when migrations of this version have not run */
export async function requireMigrated(pool: DatabasePool): Promise<void> {
  const done = await migrationsOf(pool)
  const missing = migrations.map(({ name }) => name).filter((name) => !done.has(name))
  if (missing.length > 0) throw new LoanSigningError('database-not-migrated', { missing })
}

async function migrationsOf(pool: DatabasePool): Promise<ReadonlySet<string>> {
  try {
    return await namesOf(pool)
  } catch (error) {
    // undefined_table (PostgreSQL manual, appendix A).
    if ((error as { code?: string }).code === '42P01') return new Set()
    throw error
  }
}

async function namesOf(database: Queryable): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ name: string }>('select name from migrations')
  return new Set(rows.map(({ name }) => name))
}

/** Brings the schema up to date. Safe to call from several processes at once: an advisory lock lets one go first. */
export async function migrate(pool: DatabasePool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', ['loansign-migrate'])
    await client.query('create table if not exists migrations (name text primary key, run_at timestamptz not null default now())')
    const done = await namesOf(client)
    for (const { name, sql } of migrations.filter((migration) => !done.has(migration.name))) {
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query('insert into migrations (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      }
    }
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', ['loansign-migrate']).catch(() => undefined)
    client.release()
  }
}
