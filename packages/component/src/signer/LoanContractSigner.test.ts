import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('..', import.meta.url))
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('verifier/'))
const read = (name: string): string => readFileSync(join(source, name), 'utf8')
const documentation = read('signer/LoanContractSigner.ts').split('export class')[0]!
const all = (pattern: RegExp): string[] => [...new Set(files.flatMap((name) => [...read(name).matchAll(pattern)].map((match) => match[1]!)))].sort()
const documented = (tag: RegExp): string[] => [...documentation.matchAll(tag)].map((match) => match[1]!).sort()

it('documents every event, slot and part, and no other', () => {
  const events = all(/super\('(contract-[a-z-]+)'/g)
  expect(events).toHaveLength(readdirSync(join(source, 'events')).length)
  expect(documented(/@event \{\w+\} ([a-z-]+)/g)).toEqual(events)
  expect(documented(/@slot ([a-z]+)/g)).toEqual(all(/<slot name="([a-z]+)"/g))
  expect(documented(/@csspart ([a-z]+)/g)).toEqual(all(/ part="([a-z]+)"/g))
})

it('writes no inline style, which a strict policy forbids', () => {
  expect(files.filter((name) => /\sstyle=|setAttribute\('style'|styleMap|unsafeHTML|innerHTML/.test(read(name)))).toEqual([])
})

it('keeps to the ground rules of the looks', () => {
  const words = files.filter((name) => name.startsWith('locales/')).map(read).join('')
  for (const forbidden of ['全部同意', '人脸识别', '成功', '！', 'Agree to all', 'face recognition']) expect(words).not.toContain(forbidden)
})
