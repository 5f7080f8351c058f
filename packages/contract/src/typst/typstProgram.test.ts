import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDiagnostics, typstProgram } from './typstProgram.js'

// That a real program gives the same pages as the binding is shown in test/interop.

describe('what the program prints', () => {
  it('is read with its place, columns from 1', () => {
    expect(readDiagnostics('zh-CN.typ:3:1: error: unknown variable: nothing\nlib/a.typ:10:0: warning: unknown font family: x\n')).toEqual([
      { file: 'zh-CN.typ', line: 3, column: 2, message: 'unknown variable: nothing' },
      { file: 'lib/a.typ', line: 10, column: 1, message: 'unknown font family: x' },
    ])
  })

  it('may have no place', () => {
    expect(readDiagnostics('error: PDF/A-3b error: the text `"周"` could not be displayed\n')).toMatchObject([{ file: '', line: 0, column: 0 }])
  })
})

it('names a program that is not there, and removes the directories of processes that are gone', async () => {
  // No process has this id: it is above what systems give out.
  const stale = join(tmpdir(), 'loansign-typst-999999999-abcdef')
  mkdirSync(stale, { recursive: true })
  const engine = typstProgram({ path: '/nowhere/typst' })
  await expect(engine.compile({ files: { 'a.typ': 'x' }, main: 'a.typ', data: '{}', attachment: '{}', timestamp: 0, output: 'pdf' })).rejects.toMatchObject({
    code: 'engine-failed', details: { why: 'the program cannot be started' },
  })
  expect(existsSync(stale)).toBe(false)
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`loansign-typst-${process.pid}-`))).toEqual([])
})
