import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const bin = fileURLToPath(new URL('../bin/loansign.mjs', import.meta.url))
const built = fileURLToPath(new URL('../../component/dist/cdn/', import.meta.url))
const run = (...args: string[]) => spawnSync(process.execPath, [bin, 'assets', ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })

describe('loansign assets', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-assets-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('copies everything the element loads, with a true hash of each file', () => {
    const out = join(folder, 'public', 'assets')
    const { status, stdout } = run(out)
    expect(status).toBe(0)
    const integrity = JSON.parse(readFileSync(join(out, 'integrity.json'), 'utf8')) as Record<string, string>
    expect(Object.keys(integrity).sort()).toEqual(readdirSync(built).sort())
    expect(Object.keys(integrity)).toEqual(expect.arrayContaining(['loan-contract-signer.js', 'pdf.worker.js']))
    for (const [name, hash] of Object.entries(integrity)) {
      const copied = readFileSync(join(out, name))
      expect(copied.equals(readFileSync(join(built, name))), name).toBe(true)
      expect(hash).toBe(`sha384-${createHash('sha384').update(copied).digest('base64')}`)
    }
    expect(stdout).toContain(`integrity="${integrity['loan-contract-signer.js']}"`)
    // A second time it brings the folder up to date.
    writeFileSync(join(out, 'loan-contract-signer.js'), 'old')
    expect(run(out).status).toBe(0)
    expect(readFileSync(join(out, 'loan-contract-signer.js')).equals(readFileSync(join(built, 'loan-contract-signer.js')))).toBe(true)
  })

  it('leaves a folder alone that holds anything else', () => {
    writeFileSync(join(folder, 'index.html'), 'mine')
    expect(run(folder)).toMatchObject({ status: 64, stderr: expect.stringContaining('not empty') as string })
    expect(readdirSync(folder)).not.toContain('loan-contract-signer.js')
    expect(run().status).toBe(64)
    expect(run('one', 'two').status).toBe(64)
    expect(run(join(folder, 'index.html')).status).toBe(64)
  })
})
