import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { durableFiles } from './durableFiles.js'

const directory = mkdtempSync(join(tmpdir(), 'loansign-files-'))
afterAll(() => rmSync(directory, { recursive: true }))
const files = durableFiles(directory)

describe('files that stay', () => {
  it('are replaced, written once, added to and removed', async () => {
    expect(await files.read('a/one.json')).toBeNull()
    await files.replace('a/one.json', '1')
    await files.replace('a/one.json', '2')
    expect(await files.read('a/one.json')).toBe('2')
    expect(await Promise.all(['x', 'y', 'z'].map((text) => files.writeOnce('a/once.json', text)))).toEqual(expect.arrayContaining([true, false, false]))
    expect(['x', 'y', 'z']).toContain(await files.read('a/once.json'))
    await files.append('a/log', 'one')
    await files.append('a/log', 'two')
    expect(await files.read('a/log')).toBe('one\ntwo\n')
    await files.remove('a/one.json')
    await files.remove('a/one.json')
    // Nothing is left beside.
    expect(readdirSync(join(directory, 'a')).sort()).toEqual(['log', 'once.json'])
  })
})
