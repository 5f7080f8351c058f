import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'loansign-typst-'

/** A directory only we can read, for one contract. What a process that is gone left behind goes first: it holds personal data. */
export async function temporaryWorkspace(): Promise<string> {
  await removeStale()
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`))
}

async function removeStale(): Promise<void> {
  const owners = (await readdir(tmpdir())).flatMap((name) => {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    return owner === undefined || isRunning(Number(owner)) ? [] : [name]
  })
  for (const name of owners) await rm(join(tmpdir(), name), { recursive: true, force: true })
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
