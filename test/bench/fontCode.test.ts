import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../packages/component/dist/cdn/', import.meta.url))

it('what embeds fonts lies in a chunk of its own, which nobody who signs in a browser loads', () => {
  // pdf.js reads fonts of every kind.
  const chunks = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('pdf'))
  expect(chunks.length).toBeGreaterThan(5)
  const codeOf = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const own = chunks.filter((name) => codeOf(name).includes('FontFile2'))
  expect(own).toEqual([expect.stringMatching(/^drawText-/)])
  const naming = chunks.filter((name) => codeOf(name).includes(own[0]!))
  expect(naming).toHaveLength(1)
  // Asked for when an appearance has text in it, and by no static import.
  expect([codeOf(naming[0]!).split(own[0]!).length - 1, /\(import\("\.\/drawText-/.test(codeOf(naming[0]!))]).toEqual([1, true])
})
