import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Text under a name below one directory, on the disk when a verb is done: written beside, synced, moved to its name, directory synced. */
export interface DurableFiles {
  read(name: string): Promise<string | null>
  /** In place of what was there. */
  replace(name: string, text: string): Promise<void>
  /** False, and nothing written, where the name is taken. */
  writeOnce(name: string, text: string): Promise<boolean>
  /** Behind what is there: one line. */
  append(name: string, line: string): Promise<void>
  remove(name: string): Promise<void>
}

export function durableFiles(directory: string): DurableFiles {
  const pathOf = (name: string): string => join(directory, name)

  async function beside(path: string, text: string): Promise<string> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const temporary = `${path}.${randomBytes(6).toString('hex')}`
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    return temporary
  }

  async function sync(path: string): Promise<void> {
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  return {
    async read(name) {
      try {
        return await readFile(pathOf(name), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    async replace(name, text) {
      await rename(await beside(pathOf(name), text), pathOf(name))
      await sync(pathOf(name))
    },
    async writeOnce(name, text) {
      const temporary = await beside(pathOf(name), text)
      try {
        await link(temporary, pathOf(name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
        throw error
      } finally {
        await rm(temporary)
      }
      await sync(pathOf(name))
      return true
    },
    async append(name, line) {
      await mkdir(dirname(pathOf(name)), { recursive: true, mode: 0o700 })
      const file = await open(pathOf(name), 'a', 0o600)
      try {
        await file.writeFile(`${line}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      await sync(pathOf(name))
    },
    async remove(name) {
      await rm(pathOf(name), { force: true })
      await sync(pathOf(name))
    },
  }
}
