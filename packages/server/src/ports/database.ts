import type { Pool } from 'pg'

/** A PostgreSQL 15 or newer, reached through a pool of the `pg` package. */
export interface Database {
  readonly pool: Pool
  /** Ends the pool, and the server when the adapter started one. */
  close(): Promise<void>
}
