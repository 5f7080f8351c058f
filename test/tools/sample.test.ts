import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const run = (...args: string[]) => spawnSync(process.execPath, [fileURLToPath(new URL('./sample.mjs', import.meta.url)), ...args], { encoding: 'utf8' })

it('says how it is used, and refuses with 64 what it cannot use', () => {
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^usage: .*--lang zh-CN\|en/) as string })
  for (const args of [[], ['--out', 'x', '--lang', 'fr'], ['--out', 'x', '--language', 'en']]) {
    expect(run(...args)).toMatchObject({ status: 64, stderr: expect.stringContaining('usage: npm run sample') as string })
  }
}, 30_000)
