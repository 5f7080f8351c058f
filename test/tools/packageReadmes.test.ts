import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const packages = readdirSync(join(root, 'packages'))
const blocks = packages.flatMap((name) => [...read(`packages/${name}/README.md`).matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => ({ name, code: code! })))

describe('what a package says of itself', () => {
  it.each(packages)('%s comes with its licence', (name) => {
    expect(read(`packages/${name}/LICENSE`)).toBe(read('LICENSE'))
  })

  it('can be run in some of them', () => {
    expect(blocks.map(({ name }) => name)).toEqual(['loan', 'protocol', 'signature'])
  })

  it.each(blocks)('of $name prints what stands beside it', ({ code }) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.trim().split('\n')).toEqual([...code.matchAll(/console\.log\(.*\) \/\/ (.*)/g)].map(([, said]) => said))
  })
})
