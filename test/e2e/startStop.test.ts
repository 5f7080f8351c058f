import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startDemoServer } from './driving/demo.mjs'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

it('the demo starts again after kill -9 on the PostgreSQL that was left, and ends it when it is told to stop', async () => {
  const first = await startDemoServer()
  const postgres = (): number => Number(readFileSync(join(first.directory, 'db', 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0])
  try {
    const pid = postgres()
    await first.kill()
    expect(isAlive(pid)).toBe(true)
    const second = await startDemoServer({ dataDirectory: first.directory, port: Number(new URL(first.origin).port) })
    expect(postgres()).toBe(pid)
    await second.stop()
    expect(isAlive(pid)).toBe(false)
  } finally {
    await first.stop()
  }
})
