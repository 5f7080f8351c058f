import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RevokedCertificate } from './revocationLists.js'

/** What was revoked: one line of JSON each in a file, or in memory where there is no directory. */
export function revokedCertificates(directory: string | undefined): { add(certificate: RevokedCertificate): Promise<void>; all(): Promise<readonly RevokedCertificate[]> } {
  const kept: RevokedCertificate[] = []
  if (directory === undefined) return { add: (certificate) => Promise.resolve(void kept.push(certificate)), all: () => Promise.resolve(kept) }
  const path = join(directory, 'revoked.jsonl')
  return {
    async add(certificate) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await appendFile(path, `${JSON.stringify(certificate)}\n`, { mode: 0o600 })
    },
    async all() {
      try {
        return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as RevokedCertificate)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw error
      }
    },
  }
}
