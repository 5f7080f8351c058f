import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Blobs } from '../../ports/index.js'

/** Blobs as files: written beside, synced, linked to their name, directory synced. A name is written once. */
export function fileBlobs(directory: string): Blobs {
  const folderOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256.slice(2, 4))
  return {
    async put(sha256, bytes) {
      const folder = folderOf(checked(sha256))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const temporary = join(folder, `.${randomBytes(8).toString('hex')}`)
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      try {
        await link(temporary, join(folder, sha256))
      } catch (error) {
        // Named by its content: if it is there, it is the same.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      } finally {
        await unlink(temporary)
      }
      const handle = await open(folder, 'r')
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
    async get(sha256) {
      try {
        return await readFile(join(folderOf(checked(sha256)), sha256))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
  }
}

function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new TypeError('a blob is named by 64 hexadecimal digits')
  return sha256
}
