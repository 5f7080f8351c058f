import type { PostgresPool } from 'kysely'

/** A PostgreSQL 15 or newer. */
export interface Database {
  readonly pool: DatabasePool
  /** Ends the pool, and the server when the adapter started one. */
  close(): Promise<void>
}

/** What is needed of a pool of the package `pg`. Written out, so that whoever compiles against this needs no types of that package. */
export interface DatabasePool extends PostgresPool, Queryable {
  connect(): Promise<DatabaseClient>
}

export type DatabaseClient = Awaited<ReturnType<PostgresPool['connect']>> & Queryable

export interface Queryable {
  query<Row extends Readonly<Record<string, unknown>>>(sql: string, parameters?: unknown[]): Promise<{ readonly rows: Row[] }>
}
