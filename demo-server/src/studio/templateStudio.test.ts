import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { typst } from '@loansign/contract/typst'
import { releasedProduct } from './releasedProduct.js'
import { sampleOrderOf } from './samples.js'
import { durableFiles } from './store/durableFiles.js'
import { templateStudio, type TemplateStudio } from './templateStudio.js'

const engine = typst()
afterAll(() => engine.close())

const [writer, second] = ['许知远', '沈若兰']
const file = 'contract.zh-CN.typ'
let directory: string
let studio: TemplateStudio
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'loansign-studio-'))
  studio = open()
  return () => rmSync(directory, { recursive: true })
})
const open = (): TemplateStudio => templateStudio({ files: durableFiles(directory), products: ['personal-loan'], people: [writer, second], engine, now: () => new Date('2026-11-20T02:00:00Z') })
const audit = (): { what: string }[] => readFileSync(join(directory, 'audit.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { what: string })

/** A draft in which one clause reads otherwise. */
async function draft(change: (text: string) => string = (text) => text.replace('应当在十日内通知贷款人', '应当在十五日内通知贷款人'), by = writer) {
  const { releases, draft: before } = await studio.open('personal-loan')
  const sources = before?.sources ?? releases.at(-1)!.sources
  return studio.save('personal-loan', { by, base: before?.sha256 ?? null, files: { [file]: change(sources[file]!) } })
}

describe('a draft', () => {
  it('is kept, with its authors, and nobody undoes what somebody else saved', async () => {
    const first = await draft()
    expect(first).toMatchObject({ version: 2, authors: [writer] })
    await expect(studio.save('personal-loan', { by: second, base: null, files: {} })).rejects.toMatchObject({ code: 'draft-moved' })
    const next = await draft((text) => `${text}\n`, second)
    expect(next.authors).toEqual([writer, second])
    expect((await open().open('personal-loan')).draft).toEqual(next)
    await studio.discard('personal-loan', { by: writer })
    expect((await studio.open('personal-loan')).draft).toBeNull()
    expect(audit().map(({ what }) => what)).toEqual(['draft-begun', 'author-joined', 'draft-discarded'])
  })

  it.each(['product.json', 'schema.json', 'shared/order.schema.json', 'other.typ', '../contract.zh-CN.typ', '__proto__'])('does not change %s', async (name) => {
    await expect(studio.save('personal-loan', { by: writer, base: null, files: JSON.parse(`{"${name}":"x"}`) as Record<string, string> })).rejects.toMatchObject({ code: 'file-not-editable' })
  })

  it('is written by people we know, and has a size', async () => {
    await expect(studio.save('personal-loan', { by: '某人', base: null, files: {} })).rejects.toMatchObject({ code: 'unknown-person' })
    await expect(draft(() => ' '.repeat(200_001))).rejects.toMatchObject({ code: 'draft-too-large' })
    await expect(studio.open('no-such')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is previewed with its own clauses and samples, without a template being run', async () => {
    const clauses = (await studio.released('personal-loan')).sources['shared/clauses.zh-CN.json']!.replace('不得用于民间借贷', '不得用于任何民间借贷')
    const [contract] = await studio.preview('personal-loan', { sample: 'sample.zh-CN.json', files: { 'shared/clauses.zh-CN.json': clauses, [file]: '#while true {}' } })
    expect(contract).toMatchObject({ document: 'contract', main: file, clauses: expect.arrayContaining(['purpose']) })
    expect(contract!.data).toContain('不得用于任何民间借贷')
    await expect(studio.preview('personal-loan', { sample: 'sample.zh-CN.json', files: { 'sample.zh-CN.json': '{"language": }' } })).rejects.toMatchObject({ code: 'template-error', details: { file: 'sample.zh-CN.json', line: 1, column: 14 } })
    const wrong = (await studio.released('personal-loan')).sources['sample-short.zh-CN.json']!.replace('"8600.00"', '"8,600"')
    await expect(studio.preview('personal-loan', { sample: 'sample-short.zh-CN.json', files: { 'sample-short.zh-CN.json': wrong } })).rejects.toMatchObject({ code: 'contract-data-invalid', details: { fields: [{ pointer: '/loan/principal' }] } })
  })
})

describe('a release', () => {
  it('needs a second person, gives version and hash, and new contracts are made from it', async () => {
    const product = await releasedProduct(studio, 'personal-loan', engine)
    const { sources, sha256: before } = await studio.released('personal-loan')
    const order = sampleOrderOf(sources, { file: 'sample.zh-CN.json', language: 'zh-CN' })
    expect((await product.generate(order)).template).toEqual({ version: 1, sha256: before })
    const { sha256 } = await draft()
    await expect(studio.release('personal-loan', { by: writer, sha256, note: '' })).rejects.toMatchObject({ code: 'same-person', details: { authors: [writer] } })
    await expect(studio.release('personal-loan', { by: second, sha256: before, note: '' })).rejects.toMatchObject({ code: 'draft-moved' })
    const release = await studio.release('personal-loan', { by: second, sha256, note: '通知期限放宽' })
    expect(release).toMatchObject({ version: 2, sha256, authors: [writer], releasedBy: second, note: '通知期限放宽', previous: before })
    expect((await studio.open('personal-loan')).draft).toBeNull()
    // What is said of the product without making anything follows at once.
    expect(product.definition).toMatchObject({ version: 2, sha256 })
    const contract = await product.generate(order)
    expect(contract.template).toEqual({ version: 2, sha256 })
    expect(JSON.parse(new TextDecoder().decode(contract.data))).toMatchObject({ template: { version: 2, sha256 } })
    expect(audit().map(({ what }) => what)).toEqual(['draft-begun', 'release-refused', 'released'])
    // A release that was touched is none.
    const path = join(directory, 'releases/personal-loan/2.json')
    writeFileSync(path, readFileSync(path, 'utf8').replace('十五日', '五十日'))
    await expect(open().released('personal-loan')).rejects.toThrow('does not match its hash')
    await expect(product.generate(order)).rejects.toThrow('does not match its hash')
  }, 120_000)

  it('is refused where a sample does not become a contract, by file and line', async () => {
    const { sha256 } = await draft((text) => text.replace('#articles.term\n', '#articles.terms\n'))
    await expect(studio.release('personal-loan', { by: second, sha256, note: '' })).rejects.toMatchObject({
      code: 'draft-does-not-compile', details: { sample: 'sample.zh-CN.json', problem: { code: 'template-error', details: { file, line: expect.any(Number) } } },
    })
    const { sha256: forgetful } = await draft((text) => text.replace('#articles.terms\n', '').replace('+ #clause("purpose")\n', ''))
    await expect(studio.release('personal-loan', { by: second, sha256: forgetful, note: '' })).rejects.toMatchObject({ code: 'draft-does-not-compile', details: { problem: { details: { field: 'purpose' } } } })
    expect((await studio.open('personal-loan')).releases).toHaveLength(1)
  }, 60_000)

  it('is refused where nothing changed', async () => {
    const { sha256 } = await draft((text) => text)
    await expect(studio.release('personal-loan', { by: second, sha256, note: '' })).rejects.toMatchObject({ code: 'nothing-changed' })
  })
})
