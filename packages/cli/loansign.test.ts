import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signPdf, toPem } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../signature/src/pades/contract.fixture.js'
import { makeTestPki } from '../signature/src/pades/pki.fixture.js'

const bin = fileURLToPath(new URL('./bin/loansign.mjs', import.meta.url))
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  return { status, stdout, stderr }
}

describe('loansign verify', () => {
  let folder: string
  const path = (name: string): string => join(folder, name)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-cli-'))
    const pki = await makeTestPki()
    const base = contractFixture()
    const signed = await signPdf({ base, field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
    writeFileSync(path('signed.pdf'), signed)
    writeFileSync(path('unsigned.pdf'), base)
    const changed = Uint8Array.from(signed)
    changed[200]! ^= 1
    writeFileSync(path('changed.pdf'), changed)
    writeFileSync(path('text.pdf'), 'not a PDF')
    writeFileSync(path('root.pem'), toPem(pki.root))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('names who signed what and when, then passes with 0', () => {
    const { status, stdout } = run('verify', path('signed.pdf'), '--trust', path('root.pem'))
    expect(status).toBe(0)
    expect(stdout).toMatch(/周禾田 signed \(borrower\)\n {4}proved by a timestamp[^]*Valid: not changed since it was signed\. \(TOTAL-PASSED\)/)
    expect(run('verify', path('signed.pdf'), '--trust', path('root.pem'), '--lang', 'zh-CN').stdout).toContain('有效：签完之后没有改动过')
  })

  it('fails with 1, cannot decide with 2, refuses with 64', () => {
    expect(run('verify', path('changed.pdf'), '--trust', path('root.pem')).status).toBe(1)
    expect(run('verify', path('unsigned.pdf'), '--trust', path('root.pem'))).toMatchObject({ status: 2, stdout: expect.stringContaining('no signature') as string })
    expect(run('verify', path('text.pdf'), '--trust', path('root.pem')).status).toBe(64)
    expect(run('verify', path('nothing.pdf'), '--trust', path('root.pem'))).toMatchObject({ status: 64, stderr: expect.stringContaining('no such file') as string })
    expect(run('verify', path('signed.pdf')).stderr).toContain('--trust')
    expect(run('verify', path('signed.pdf'), '--trust', path('text.pdf')).status).toBe(64)
    expect(run('verify', '--nonsense').status).toBe(64)
    expect(run('sing').status).toBe(64)
    expect(run('--help').status).toBe(0)
  })

  it('gives the report as JSON, and the worst of several', () => {
    const { status, stdout } = run('verify', path('signed.pdf'), path('changed.pdf'), '--trust', path('root.pem'), '--json')
    const results = JSON.parse(stdout) as { report: { indication: string } }[]
    expect(results.map(({ report }) => report.indication)).toEqual(['TOTAL-PASSED', 'TOTAL-FAILED'])
    expect(status).toBe(1)
  })
})
