import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { protocolPage } from './protocolDocs.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('the repository', () => {
  it('has a protocol page that is the endpoint table', () => {
    expect(read('docs/protocol.md')).toBe(protocolPage())
  })

  it('says why every dependency is there', () => {
    const manifests = ['package.json', 'demo-server/package.json', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/package.json`)]
    const named = new Set(
      manifests.flatMap((path) => {
        const { dependencies = {}, devDependencies = {}, optionalDependencies = {}, peerDependencies = {} } = JSON.parse(read(path)) as Record<string, Record<string, string>>
        return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies }).filter((name) => !name.startsWith('@loansign/'))
      }),
    )
    const page = read('docs/dependencies.md')
    expect([...named].filter((name) => !page.includes(`| ${name} |`))).toEqual([])
  })

  it('names only tests of loan arithmetic that exist', () => {
    const named = [...read('docs/loan-arithmetic.md').matchAll(/`([\w/]+\.test\.ts)`/g)].map(([, path]) => `packages/loan/src/${path}`)
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('names only tests that exist where it says what is tested', () => {
    const named = ['docs/threat-model.md', 'docs/validation-policy.md', 'docs/architecture.md'].flatMap((page) => [...read(page).matchAll(/`((?:packages|test)\/[\w/-]+\.test\.ts)`/g)].map(([, path]) => path!))
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('has a lock file that names no registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/)
  })

  it('holds no private key', () => {
    const files = own('').filter((path) => /\.(ts|mjs|js|json|pem|md|typ)$/.test(path))
    expect(files.length).toBeGreaterThan(200)
    expect(files.filter((path) => /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{40}/.test(read(path)))).toEqual([])
  })

  it('has unit tests and journeys that start no program but Node', () => {
    const tests = ['packages', 'demo-server', 'examples', 'test'].flatMap((folder) => own(folder)).filter((path) => /\.(test|fixture)\.ts$/.test(path) && !path.startsWith('test/interop'))
    expect(tests.length).toBeGreaterThan(50)
    const foreign = tests.flatMap((path) => [...read(path).matchAll(/(?<![.\w])(?:exec|execFile|fork|spawn)(?:Sync)?\(\s*(?!process\.execPath)([^,)]+)/g)].filter(([, program]) => program !== "'npm'").map(([call]) => `${path}: ${call}`))
    expect(foreign).toEqual([])
  })
})

/** Files that are ours, below a folder: nothing installed, built or kept. */
function own(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'target', 'data', '.git', '.cache'].includes(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? own(path) : entry.isFile() ? [path] : []
  })
}
