import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const packages = readdirSync(join(root, 'packages'))
const pages = ['README.md', ...packages.map((name) => `packages/${name}/README.md`), ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
const blocks = pages.flatMap((name) => [...read(name).matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => ({ name, code: code! })))

describe('what a package says of itself', () => {
  it.each(packages)('%s comes with its licence', (name) => {
    expect(read(`packages/${name}/LICENSE`)).toBe(read('LICENSE'))
  })

  it('can be run in some of them', () => {
    expect(blocks.map(({ name }) => name)).toEqual([...['contract', 'loan', 'protocol', 'signature'].map((name) => `packages/${name}/README.md`), 'docs/lender-files.md'])
  })

  it.each(blocks)('of $name prints what stands beside it', ({ code }) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual([...code.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, said]) => said))
  }, 60_000)

  it('asks the registry for no package that is not ours: npx names the one the program comes in', () => {
    const bare = pages.flatMap((page) => [...read(page).matchAll(/npx loansign [a-z]+/g)].map(([said]) => `${page}: ${said}`))
    expect(bare).toEqual([])
  })

  it('packs by name every package and not the demo', () => {
    const [command] = /`npm pack [^`]*`/.exec(read('README.md'))!
    expect([...command.matchAll(/-w (\S+)/g)].map(([, path]) => path)).toEqual(packages.map((name) => `packages/${name}`))
    expect(command).not.toContain('--workspaces')
  })
})
