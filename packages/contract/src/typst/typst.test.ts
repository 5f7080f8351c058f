import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
// The built engine: it forks a compiled worker.
import { typst } from '../../dist/typst/index.js'

const engine = typst({ timeoutMilliseconds: 5_000, memoryMegabytes: 500 })
afterAll(() => engine.close())
const compile = (text: string, data = '{}', on = engine) => on.compile({ files: { 'a.typ': text }, main: 'a.typ', data, attachment: '{}', timestamp: 0, output: 'pdf' })

describe('what a template may not', () => {
  it.each([
    '#import "@preview/cetz:0.3.0"',
    '#import "@local/house:1.0.0"',
    '#let p = plugin',
    '#eval("1 + 1")',
    '#dictionary(std).at("plu" + "gin")(bytes(""))',
  ])('is refused before it runs: %s', async (text) => {
    await expect(compile(`a\n${text}`)).rejects.toMatchObject({ code: 'template-error', details: { file: 'a.typ', line: 2 } })
  })

  it.each([
    ['a package whose name is put together', '#import ("@pre" + "view/cetz:0.3.0"): x'],
    ['a file of the machine', '#read("/etc/passwd")'],
    ['a file above', '#read("../../../../../../etc/passwd")'],
  ])('finds nothing, without network or disk: %s', async (_what, text) => {
    const before = Date.now()
    await expect(compile(text)).rejects.toMatchObject({ code: 'template-error', details: { file: 'a.typ', line: 1 } })
    expect(Date.now() - before).toBeLessThan(4_000)
  }, 20_000)

  it('cannot read what the contract before it brought', async () => {
    await engine.compile({ files: { 'a.typ': 'x', 'secret.txt': 'of somebody else' }, main: 'a.typ', data: '{}', attachment: '{}', timestamp: 0, output: 'pdf' })
    await expect(compile('#read("secret.txt")')).rejects.toMatchObject({ code: 'template-error' })
  }, 20_000)
})

describe('limits', () => {
  it('kills a template that never ends, and serves the next', async () => {
    await expect(compile('#for i in range(100000) { for j in range(100000) { } }')).rejects.toMatchObject({ code: 'engine-failed', details: { why: 'time limit' } })
    expect((await compile('text')).pages).toBe(1)
  }, 30_000)

  it.each([
    ['a list', '#range(100000000).len()'],
    ['a list of texts', '#(("abc",) * 200000000).len()'],
  ])('kills a template that eats memory outside the heap of JavaScript, and serves the next: %s', async (_what, text) => {
    await expect(compile(text)).rejects.toMatchObject({ code: 'engine-failed', details: { why: 'memory limit' } })
    expect((await compile('text')).pages).toBe(1)
  }, 30_000)

  it('refuses more than may wait', async () => {
    const small = typst({ waiting: 1 })
    try {
      const asked = ['one', 'two', 'three'].map((text) => compile(text, '{}', small))
      expect((await Promise.allSettled(asked)).map((result) => (result.status === 'fulfilled' ? 'served' : result.reason.code))).toEqual(['served', 'served', 'engine-busy'])
      expect(small.health()).toMatchObject({ served: 2, refused: 1, busy: 0, waiting: 0 })
    } finally {
      await small.close()
    }
  }, 30_000)
})

it('replaces a child after so many contracts, and works side by side', async () => {
  const pair = typst({ processes: 2, recycleAfter: 3 })
  try {
    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => compile(`#json("data.json").n`, JSON.stringify({ n: index }), pair)))
    expect(results.map(({ pages }) => pages)).toEqual(Array(8).fill(1))
    const health = pair.health()
    expect(health).toMatchObject({ served: 8, lost: 0 })
    expect(health.recycled).toBeGreaterThanOrEqual(2)
  } finally {
    await pair.close()
  }
}, 60_000)

it('leaves no directory behind', async () => {
  const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`loansign-typst-${process.pid}-`))
  await compile('text')
  expect(mine()).toEqual([])
}, 20_000)

it('tells errors by file, line and field', async () => {
  await expect(compile('ok\n\n#nothing')).rejects.toMatchObject({ code: 'template-error', details: { file: 'a.typ', line: 3, column: 2 } })
  await expect(compile('#let d = json("data.json")\n\n#d.loan.purpose', '{"loan":{}}')).rejects.toMatchObject({ code: 'template-error', details: { file: 'a.typ', line: 3, field: 'purpose' } })
})

it('refuses a font nobody has: its text would not be drawn', async () => {
  await expect(compile('#set text(font: "Nobody Has It", fallback: false)\ntext')).rejects.toMatchObject({ code: 'template-error', details: { file: 'a.typ', line: 1 } })
})

it('refuses a font that only this machine may have', async () => {
  await expect(compile('`text`')).rejects.toMatchObject({ code: 'template-error', details: { message: "the font DejaVuSansMono is this machine's and not the contract's" } })
})
