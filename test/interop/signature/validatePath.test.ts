import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '@loansign/signature'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePathCases, type PathCase, type PathCases } from '../../../packages/signature/src/x509/path/pathCases.fixture.js'

describe('openssl verify -x509_strict', () => {
  let folder: string
  let given: PathCases
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'loansign-path-'))
    given = await makePathCases()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('judges every path as we do', () => {
    const disagreements = given.cases.filter((one) => accepts(one) !== (one.problems.length === 0)).map(({ name }) => name)
    expect(disagreements).toEqual([])
    expect(given.cases.filter(accepts).length).toBeGreaterThan(5)
  })

  function accepts({ leaf, intermediates }: PathCase): boolean {
    const file = (name: string, ders: readonly Uint8Array[]): string => {
      writeFileSync(join(folder, name), ders.map((der) => toPem(der)).join(''))
      return join(folder, name)
    }
    const untrusted = intermediates.length > 0 ? ['-untrusted', file('chain.pem', intermediates)] : []
    const run = spawnSync('openssl', ['verify', '-x509_strict', '-purpose', 'any', '-CAfile', file('root.pem', [given.root]), ...untrusted, file('leaf.pem', [leaf])])
    if (run.error) throw run.error
    return run.status === 0
  }
})
