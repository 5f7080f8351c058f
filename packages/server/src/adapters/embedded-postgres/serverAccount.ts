import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface ServerAccount {
  /** Where data and password lie. */
  readonly directory: string
  /** The user the server runs as; undefined for our own. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined
}

/**
 * PostgreSQL refuses to run as root. As root it runs as `postgres` when there is such a user, else as `nobody`; and where that user cannot
 * reach the directory asked for (a home of mode 0700), the data go to a directory that it can, which is said. Nobody's home is opened.
 */
export function serverAccount(directory: string, onNotice: (text: string) => void): ServerAccount {
  if (process.getuid?.() !== 0) return { directory, identity: undefined }
  const identity = systemUser('postgres') ?? systemUser('nobody') ?? { uid: 65_534, gid: 65_534 }
  if (isReachable(directory)) return { directory, identity }
  const elsewhere = join('/var/lib/loansign', createHash('sha256').update(directory).digest('hex').slice(0, 12))
  onNotice(`PostgreSQL cannot enter ${directory}; its data lie in ${elsewhere}`)
  return { directory: elsewhere, identity }
}

/** Whether every directory on the way that exists lets others pass. */
export function isReachable(path: string): boolean {
  for (let current = dirname(path); ; current = dirname(current)) {
    if (existsSync(current) && (statSync(current).mode & 0o001) === 0) return false
    if (current === dirname(current)) return true
  }
}

function systemUser(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((row) => row.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}
