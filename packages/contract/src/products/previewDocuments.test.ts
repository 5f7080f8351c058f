import { describe, expect, it } from 'vitest'
import { loanProduct } from './loanProduct.js'
import { previewDocuments } from './previewDocuments.js'
import { productFolder, productFrom, readProduct, readProductSources } from './readProduct.js'
import { sampleOrder } from './sampleOrder.fixture.js'

describe('documents before they are laid out', () => {
  it('are what the engine is asked for', async () => {
    const asked: { main: string; data: string }[] = []
    const engine = { compile: async (options: { main: string; data: string }) => (asked.push(options), Promise.reject(new Error('enough'))), close: async () => undefined }
    const product = loanProduct({ engine, folder: productFolder('guaranteed-loan') })
    await expect(product.generateDocuments(sampleOrder('zh-CN', 'guaranteed-loan'))).rejects.toThrow('enough')
    const planned = previewDocuments(product.definition, sampleOrder('zh-CN', 'guaranteed-loan'))
    expect(planned.map(({ main, data }) => ({ main, data }))).toEqual(asked.map(({ main, data }) => ({ main, data })))
    expect(planned.map(({ document }) => document)).toContain('guarantee')
    expect(planned[0]!.places).toEqual(['borrower', 'lender'])
    expect(planned[0]!.clauses).toContain('overdue')
  })

  it('are none for an order that is wrong', () => {
    const order = sampleOrder('zh-CN')
    expect(() => previewDocuments(readProduct(productFolder('personal-loan')), { ...order, loan: { ...order.loan, purpose: '' } })).toThrow(expect.objectContaining({ code: 'contract-data-invalid' }))
  })
})

describe('a product from its files', () => {
  const sources = readProductSources(productFolder('personal-loan'))

  it('has a version and the hash of every file', () => {
    expect(productFrom(sources)).toMatchObject({ product: 'personal-loan', version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    for (const name of Object.keys(sources)) {
      const changed = name.endsWith('.json') ? { ...sources, [name]: `${sources[name]!}\n` } : { ...sources, [name]: `${sources[name]!}// ` }
      expect(productFrom(changed).sha256).not.toBe(productFrom(sources).sha256)
    }
  })

  it('names the file that is no JSON, with line and column', () => {
    const text = sources['clauses.zh-CN.json']!
    const broken = text.replace('"cost",', '"cost"')
    const line = text.slice(0, text.indexOf('"cost"')).split('\n').length + 1
    expect(() => productFrom({ ...sources, 'clauses.zh-CN.json': broken })).toThrow(expect.objectContaining({ code: 'template-error', details: expect.objectContaining({ file: 'clauses.zh-CN.json', line }) }))
    expect(() => productFrom({ ...sources, 'clauses.zh-CN.json': '["purpose"' })).toThrow(expect.objectContaining({ code: 'template-error', details: expect.objectContaining({ line: 1 }) }))
  })

  it('names a shared clause that is not there, and a file that is missing', () => {
    expect(() => productFrom({ ...sources, 'clauses.zh-CN.json': '["no-such"]' })).toThrow(expect.objectContaining({ details: expect.objectContaining({ file: 'clauses.zh-CN.json' }) }))
    const { 'schema.json': _, ...rest } = sources
    expect(() => productFrom(rest)).toThrow(expect.objectContaining({ details: expect.objectContaining({ file: 'schema.json' }) }))
  })
})
