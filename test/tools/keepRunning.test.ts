import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-keep-'))
  writeFileSync(join(folder, 'server.mjs'), "process.on('SIGTERM', () => { console.log('ended in order'); process.exit(0) }); setInterval(() => undefined, 1000); console.log('ready')")
  writeFileSync(join(folder, 'keeper.mjs'), `const parent = process.ppid
const { keepRunning } = await import(${JSON.stringify(new URL('./keepRunning.mjs', import.meta.url).href)})
keepRunning({ node: process.execPath, args: ['server.mjs'], cwd: ${JSON.stringify(folder)}, parent })`)
})
afterAll(() => rmSync(folder, { recursive: true }))

it.skipIf(process.platform === 'win32')('ends the server when SIGTERM reached only the shell between', async () => {
  // Like npm's shell: dies of SIGTERM, and tells nobody.
  const between = "require('node:child_process').spawn(process.execPath, ['keeper.mjs'], { stdio: 'inherit' })"
  const shell = spawn(process.execPath, ['--eval', between], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const closed = new Promise((done) => shell.stdout.once('close', done))
  shell.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    if (said === 'ready\n') shell.kill('SIGTERM')
  })
  // The pipe closes when the last of the three processes is gone.
  await closed
  expect(said).toBe('ready\nended in order\n')
}, 15_000)
