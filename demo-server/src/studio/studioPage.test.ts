import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { diffArrays, diffLines } from 'diff'
import { describe, expect, it } from 'vitest'
import { changedText, sameTextPages } from '../../public/studio/compare/changedPlaces.js'
import { textDifference } from '../../public/studio/compare/textDifference.js'
import { explain, placeOf } from '../../public/studio/editor/explain.js'
import { fileGroups, fileName } from '../../public/studio/editor/fileNames.js'
import { misplaced } from '../../public/studio/placement.js'
import { boxesOf, changedCells } from '../../public/studio/worker/changedBoxes.js'
import { limitMemory } from '../../public/studio/worker/limitMemory.js'

// What the studio's page computes without a browser; the page itself is shown by test/e2e/studio.test.ts.

describe('the limit of memory', () => {
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  // (module (memory (export "m") 1) (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
  const module = (memory: number[]): Uint8Array => Uint8Array.from([...header, 1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f, 3, 2, 1, 0, 5, ...memory, 7, 12, 2, 1, 0x6d, 2, 0, 4, 0x67, 0x72, 0x6f, 0x77, 0, 0, 10, 8, 1, 6, 0, 0x20, 0, 0x40, 0, 0x0b])
  const grow = async (bytes: Uint8Array, pages: number): Promise<number> => {
    const { instance } = await WebAssembly.instantiate(bytes as BufferSource)
    return (instance.exports.grow as (pages: number) => number)(pages)
  }

  it.each([['without a maximum', [3, 1, 0, 1]], ['with a larger one', [5, 1, 1, 1, 0x80, 0x10]]])('is kept by whoever runs the module, %s', async (_what, memory) => {
    expect(await grow(module(memory), 300)).toBe(1)
    const limited = limitMemory(module(memory), 200 * 65_536)
    expect(await grow(limited, 199)).toBe(1)
    expect(await grow(limited, 200)).toBe(-1)
  })

  it('is written into the engine itself', () => {
    const path = createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm')
    const limited = limitMemory(new Uint8Array(readFileSync(path)), 600 * 1_048_576)
    expect(WebAssembly.validate(limited as BufferSource)).toBe(true)
  }, 60_000)

  it('is refused where it cannot be', () => {
    expect(() => limitMemory(Uint8Array.from(header), 65_536)).toThrow(TypeError)
    expect(() => limitMemory(module([3, 1, 0, 2]), 65_536)).toThrow(RangeError)
  })
})

describe('an error of the engine', () => {
  it('has its place from 1, in characters', () => {
    expect(placeOf({ path: '/contract.zh-CN.typ', range: '71:1-71:4', message: 'unknown variable: foo' })).toEqual({ file: 'contract.zh-CN.typ', line: 72, column: 2, endLine: 72, endColumn: 5, message: 'unknown variable: foo' })
    expect(placeOf({ path: '', range: '', message: 'x' })).toMatchObject({ line: 0, column: 0 })
  })

  it('says nothing of what is inside the engine', () => {
    expect(placeOf({ path: '/a.typ', range: '0:0-0:1', message: 'failed to load package (JsValue(Error: x\n at y))' }).message).toBe('failed to load package')
    expect(placeOf({ path: '/a.typ', range: '0:0-0:1', message: 'panicked with: "unknown key clause: x"' }).message).toBe('unknown key clause: x')
  })

  // As the engine words them: taken from Typst 0.14.2.
  it.each([
    ['unclosed delimiter', '没有关上'],
    ['unexpected closing parenthesis', '多了一个'],
    ['unknown variable: foo', '“foo”'],
    ['dictionary does not contain key "/terms/nothing"', '“/terms/nothing”'],
    ['unknown key clause: overdu', '“overdu”'],
    ['label `<nolabel>` does not exist in the document', '“@nolabel”'],
    ['failed to load file (access denied)', '不能读别处的文件'],
    ['failed to load package', '程序包'],
    ['unknown font family: simsun', '“simsun”'],
    ['expected expression', '引擎看不懂'],
    ['the key clause purpose names a value nobody gives', '花括号'],
  ])('is said in plain words: %s', (message, words) => {
    expect(explain(message, 'zh-CN')).toContain(words)
    expect(explain(message, 'en')).toMatch(/[a-z]/)
  })

  it('is left as it is where nobody has a better word', () => {
    expect(explain('cannot add integer and string', 'zh-CN', 'a.typ')).toBeNull()
    expect(explain("Expected ',' or ']' after array element", 'zh-CN', 'clauses.zh-CN.json')).toContain('英文逗号')
  })
})

describe('what a template must place', () => {
  const document = { main: 'a.typ', clauses: ['cost', 'purpose'], places: ['borrower'] }
  it('stands once each', () => {
    const anchors = [{ kind: 'clause', id: 'cost' }, { kind: 'clause', id: 'cost' }, { kind: 'signature', id: 'borrower' }]
    expect(misplaced(anchors, document, 'zh-CN').map(({ text }) => text)).toEqual([expect.stringContaining('“cost”放了 2 次'), expect.stringContaining('“purpose”没有放进合同')])
    expect(misplaced([...anchors.slice(1), { kind: 'clause', id: 'purpose' }], document, 'en')).toEqual([])
  })
})

describe('files', () => {
  const words = { fileNames: { contract: '合同正文', 'shared/clauses': '通用的重点条款', sample: '示例数据', library: '版式', articles: '通用条款' }, languages: { 'zh-CN': '中文', en: '英文' }, comma: '，' }
  it('are grouped for the document that is shown, in its language', () => {
    const groups = fileGroups(['library.typ', 'contract.zh-CN.typ', 'contract.en.typ', 'articles.zh-CN.typ', 'shared/clauses.zh-CN.json', 'shared/order.schema.json', 'sample-short.zh-CN.json', 'product.json', 'companions/cost-table.zh-CN.typ'], 'contract.zh-CN.typ', words)
    expect(groups.map(({ group, files }) => [group, files.map(({ file }) => file)])).toEqual([
      ['main', ['contract.zh-CN.typ']], ['clauses', ['shared/clauses.zh-CN.json']], ['shared', ['articles.zh-CN.typ']], ['own', ['companions/cost-table.zh-CN.typ']], ['samples', ['sample-short.zh-CN.json']], ['looks', ['library.typ']],
    ])
    expect(fileName('sample-short.zh-CN.json', words)).toBe('示例数据 short，中文 (sample-short.zh-CN.json)')
  })
})

describe('the difference of texts', () => {
  it('names lines and characters, and skips what is the same', () => {
    const before = Array.from({ length: 20 }, (_, line) => `第${line}行`)
    const after = before.with(9, '第九行').toSpliced(15, 0, '新的一行')
    const rows = textDifference(before.join('\n'), after.join('\n'), { diffLines, diffArrays })
    expect(rows.filter(({ kind }) => kind === 'changed')).toEqual([
      { kind: 'changed', before: 10, after: 10, parts: [{ kind: 'same', text: '第' }, { kind: 'removed', text: '9' }, { kind: 'added', text: '九' }, { kind: 'same', text: '行' }] },
      { kind: 'changed', before: null, after: 16, parts: [{ kind: 'added', text: '新的一行' }] },
    ])
    expect(rows.filter(({ kind }) => kind === 'skipped')).toEqual([{ kind: 'skipped', lines: 7 }, { kind: 'skipped', lines: 1 }, { kind: 'skipped', lines: 3 }])
  })

  it('takes English words whole', () => {
    expect(textDifference('within ten days', 'in writing within fifteen days', { diffLines, diffArrays })[0]).toMatchObject({
      parts: [{ kind: 'added', text: 'in writing ' }, { kind: 'same', text: 'within ' }, { kind: 'removed', text: 'ten' }, { kind: 'added', text: 'fifteen' }, { kind: 'same', text: ' days' }],
    })
  })
})

describe('the difference of pages', () => {
  const run = (text: string, page: number, y: number) => ({ page, text, x: 100, y, width: text.length * 10, height: 10 })

  it('is what reads otherwise, wherever lines break or stand', () => {
    const before = [run('借款人应当在十日内通知', 0, 100), run('贷款人。', 0, 120), run('下一条', 1, 100)]
    const after = [run('新的一条', 0, 80), run('借款人应当在十五日内通', 0, 100), run('知贷款人。', 0, 120), run('下一条', 1, 140)]
    expect(changedText(before, after, { diffArrays })).toEqual({
      removed: [],
      added: [{ page: 0, x: 100, y: 80, width: 40, height: 10, kind: 'added' }, { page: 0, x: 170, y: 100, width: 10, height: 10, kind: 'added' }],
    })
  })

  it('marks what is gone on the page it stood on', () => {
    expect(changedText([run('甲乙丙', 2, 50)], [run('甲丙', 2, 50)], { diffArrays })).toEqual({ removed: [{ page: 2, x: 110, y: 50, width: 10, height: 10, kind: 'removed' }], added: [] })
  })

  it('is looked for in the drawing where the text stands as it stood', () => {
    expect(sameTextPages([run('甲', 0, 10), run('乙', 1, 10)], [run('甲', 0, 10), run('乙', 1, 12)], 2)).toEqual([0])
    const image = (black: readonly number[]): Uint8ClampedArray => Uint8ClampedArray.from({ length: 64 * 32 * 4 }, (_, at) => (black.includes(at >> 2) ? 0 : 255))
    const cells = changedCells(image([]), image([5 + 64 * 3, 14 + 64 * 3, 60 + 64 * 30]), 64, 32)
    // Neighbouring cells are one place; one far off is another.
    expect(boxesOf(cells, 8, 4)).toEqual([[0, 0, 1, 0], [7, 3, 7, 3]])
    expect(boxesOf(changedCells(image([7]), image([7]), 64, 32), 8, 4)).toEqual([])
  })
})
