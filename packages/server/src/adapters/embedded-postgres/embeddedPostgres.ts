import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import type { Database } from '../../ports/index.js'
import { findBinaries, type Binaries } from './binaries.js'
import { serverAccount, type ServerAccount } from './serverAccount.js'

export interface EmbeddedPostgresOptions {
  /** Told where the data went when it could not be where it was asked for. */
  readonly onNotice?: (text: string) => void
  readonly connections?: number
}

const database = 'loansign'

/**
 * A real PostgreSQL from npm, one directory, durable (fsync on), on a free loopback port with a password of its own.
 * A server that outlived a killed process is found again and used. Several processes may share the directory; the last one to close stops the server.
 */
export async function embeddedPostgres(directory: string, { onNotice = () => undefined, connections = 10 }: EmbeddedPostgresOptions = {}): Promise<Database> {
  const account = serverAccount(resolve(directory), onNotice)
  const binaries = await findBinaries(account)
  mkdirSync(dirname(account.directory), { recursive: true, mode: 0o755 })
  mkdirSync(account.directory, { recursive: true, mode: 0o700 })
  const password = loadPassword(account)
  const data = join(account.directory, 'pgdata')
  if (!existsSync(join(data, 'PG_VERSION'))) initialise({ binaries, account, data, password })
  const running = await reach(data, password)
  const port = running ?? (await start({ binaries, account, data, password }))
  const pool = new Pool({ host: '127.0.0.1', port, user: 'loansign', password, database, max: connections })
  pool.on('error', () => undefined)
  let closing: Promise<void> | undefined
  return {
    pool,
    // Whoever ends a program that failed half-way may not know who else has closed it.
    close: () => (closing ??= pool.end().then(async () => {
      if (await isLast(port, password)) await stop(data)
    })),
  }
}

interface Place {
  readonly binaries: Binaries
  readonly account: ServerAccount
  readonly data: string
  readonly password: string
}

function loadPassword(account: ServerAccount): string {
  const path = join(account.directory, 'password')
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  if (account.identity) {
    chownSync(account.directory, account.identity.uid, account.identity.gid)
    chownSync(path, account.identity.uid, account.identity.gid)
  }
  return readFileSync(path, 'utf8').trim()
}

function initialise({ binaries, account, data }: Place): void {
  const result = spawnSync(
    binaries.initdb,
    ['-D', data, '-U', 'loansign', '-E', 'UTF8', '--locale=C', '--auth=scram-sha-256', `--pwfile=${join(account.directory, 'password')}`],
    { ...account.identity, cwd: account.directory, env: serverEnvironment(), encoding: 'utf8' },
  )
  if (result.status !== 0) throw new Error(`initdb failed: ${(result.error?.message ?? result.stderr).slice(-2000)}`)
}

/** Starts the server away from our process group, so that Ctrl-C reaches us first and we stop it in order. */
async function start({ binaries, account, data, password }: Place): Promise<number> {
  const port = await freePort()
  const log = openSync(join(account.directory, 'postgres.log'), 'a', 0o600)
  const child = spawn(
    binaries.postgres,
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=60'],
    { ...account.identity, cwd: account.directory, env: serverEnvironment(), detached: true, stdio: ['ignore', log, log] },
  )
  let ended = false
  child.on('exit', () => {
    ended = true
  })
  child.unref()
  for (let i = 0; i < 300; i++) {
    if (await connects(port, password)) return port
    if (ended) break
    await sleep(100)
  }
  throw new Error(`PostgreSQL did not start; see ${join(account.directory, 'postgres.log')}`)
}

/** The port of a server that already runs on this directory, or null. postmaster.pid: process id on line 1, port on line 4. */
async function reach(data: string, password: string): Promise<number | null> {
  const lines = readPidFile(data)
  const port = Number(lines?.[3])
  if (!lines || !isAlive(Number(lines[0])) || !port) return null
  for (let i = 0; i < 100; i++) {
    if (await connects(port, password)) return port
    // Another process is just starting or recovering it.
    if (!isAlive(Number(lines[0]))) return null
    await sleep(100)
  }
  return null
}

async function connects(port: number, password: string): Promise<boolean> {
  const admin = new Pool({ host: '127.0.0.1', port, user: 'loansign', password, database: 'postgres', max: 1, connectionTimeoutMillis: 3000 })
  admin.on('error', () => undefined)
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database])
    // Two processes may find it missing at once; one of them makes it.
    if (rowCount === 0) await admin.query(`create database ${database}`).catch(() => undefined)
    return true
  } catch {
    return false
  } finally {
    await admin.end().catch(() => undefined)
  }
}

async function isLast(port: number, password: string): Promise<boolean> {
  const admin = new Pool({ host: '127.0.0.1', port, user: 'loansign', password, database: 'postgres', max: 1 })
  admin.on('error', () => undefined)
  try {
    // The backends of connections just closed, ours or those of a process that was killed, take a moment to notice.
    for (let i = 0; i < 20; i++) {
      const { rows } = await admin.query<{ others: string }>("select count(*) as others from pg_stat_activity where backend_type = 'client backend' and datname = $1", [database])
      if (rows[0]?.others === '0') return true
      await sleep(100)
    }
    return false
  } catch {
    return false
  } finally {
    await admin.end().catch(() => undefined)
  }
}

/** Fast shutdown by the server's own process id (PostgreSQL manual, section 18.5). */
async function stop(data: string): Promise<void> {
  const pid = Number(readPidFile(data)?.[0])
  if (!pid || !isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let i = 0; i < 200 && isAlive(pid); i++) await sleep(50)
}

function readPidFile(data: string): string[] | null {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}

/** Nothing of ours leaks into the server, and its messages are in English whatever the locale. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
