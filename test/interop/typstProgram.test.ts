import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { personalLoan, type CompileOptions, type CompileResult, type ContractEngine } from '@loansign/contract'
import { typst, typstProgram } from '@loansign/contract/typst'
import { sampleOrder } from '../../packages/contract/src/products/sampleOrder.fixture.js'
import { judgeCache, run } from './judges/run.js'
import { verapdf } from './judges/verapdf.js'

const program = typstProgram({ path: join(judgeCache, 'typst', 'bin', 'typst'), timeoutMilliseconds: 10_000, memoryMegabytes: 700 })
const binding = typst({ timeoutMilliseconds: 10_000, memoryMegabytes: 700 })
const folder = mkdtempSync(join(tmpdir(), 'loansign-drivers-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await binding.close()
})

/** Keeps what the engine gave, before signature fields are added. */
function recorded(engine: ContractEngine): ContractEngine & { readonly results: CompileResult[] } {
  const results: CompileResult[] = []
  return { results, close: () => engine.close(), compile: async (options) => (results[results.length] = await engine.compile(options)) }
}

/** Everything in the file with its streams inflated; deflaters differ, and so does the instance identifier, a hash that depends on the build. */
function inflated(pdf: Uint8Array, name: string): string {
  const [from, to] = [join(folder, `${name}.pdf`), join(folder, `${name}.qdf.pdf`)]
  writeFileSync(from, pdf)
  run('qpdf', ['--qdf', '--object-streams=disable', '--static-id', from, to])
  const text = readFileSync(to, 'latin1')
  const instance = /<xmpMM:InstanceID>([^<]+)</.exec(text)?.[1]
  expect(instance).toBeDefined()
  return text.replaceAll(instance!, 'INSTANCE')
}

describe.each(['zh-CN', 'en'] as const)('the binding and the official program, %s', (language) => {
  it('set the same pages, byte for byte, with the same clauses and places, as PDF/A-3b', async () => {
    const [one, other] = [recorded(binding), recorded(program)]
    const order = sampleOrder(language)
    const [bound, printed] = [await personalLoan({ engine: one }).generate(order), await personalLoan({ engine: other }).generate(order)]
    expect(printed.pages).toBe(bound.pages)
    expect(printed.keyClauses).toEqual(bound.keyClauses)
    expect(printed.places).toEqual(bound.places)
    expect(Buffer.from(printed.data).equals(Buffer.from(bound.data))).toBe(true)
    expect(other.results.map(({ anchors }) => anchors)).toEqual(one.results.map(({ anchors }) => anchors))
    expect(inflated(other.results[0]!.pdf, 'program')).toBe(inflated(one.results[0]!.pdf, 'binding'))
    const file = join(folder, `${language}.pdf`)
    writeFileSync(file, printed.pdf)
    expect(verapdf('3b', [file])).toMatchObject([{ compliant: true, failed: [] }])
    const again = await personalLoan({ engine: program }).generate(order)
    expect(Buffer.from(again.pdf).equals(Buffer.from(printed.pdf))).toBe(true)
  }, 120_000)
})

it.each([
  ['an error by line and column', 'ok\n\n#nothing'],
  ['a missing field', '#let d = json("data.json")\n#d.loan.purpose'],
  ['a character no font has', '#set text(font: "Libertinus Serif", fallback: false)\n\u5468'],
  ['a font nobody has', '#set text(font: "Nobody Has It", fallback: false)\ntext'],
  ['a package', '#import "@preview/cetz:0.3.0": x'],
  ['a package whose name is put together', '#import ("@pre" + "view/cetz:0.3.0"): x'],
  ['a local package whose name is put together', '#import ("@lo" + "cal/cetz:0.3.0"): x'],
  ['a plugin', '#plugin("a.wasm")'],
  ['a file of the machine', '#read("/etc/passwd")'],
  ['a file above', '#read("../../../../../../etc/passwd")'],
  ['no end', '#for i in range(100000) { for j in range(100000) { } }'],
  ['too much memory', '#range(100000000).len()'],
])('both refuse the same: %s', async (_what, text) => {
  const options: CompileOptions = { files: { 'a.typ': text }, main: 'a.typ', data: '{"loan":{}}', attachment: '{}', timestamp: 0, output: 'pdf' }
  const [bound, printed] = await Promise.all([binding, program].map((engine) => engine.compile(options).then(() => 'a PDF', (error: unknown) => comparable(error))))
  expect(bound).toMatchObject({ code: expect.stringMatching(/^(template-error|glyph-missing|engine-failed)$/) })
  expect(printed).toEqual(bound)
}, 60_000)

/** Everything but the message's wording, which the drivers do not share. */
function comparable(error: unknown): unknown {
  const { code, details } = error as { code?: string; details?: Record<string, unknown> }
  const { message: _wording, ...rest } = details ?? {}
  return { code, ...rest }
}
