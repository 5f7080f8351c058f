import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loanProduct, readProduct } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { sampleOrder } from '../../packages/contract/src/products/sampleOrder.fixture.js'
import { qpdfCheck } from './judges/qpdf.js'
import { repository } from './judges/run.js'
import { verapdf } from './judges/verapdf.js'

const products = join(repository, 'packages/contract/products')
const cases = readdirSync(products, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'companions')
  .flatMap(({ name }) => readProduct(join(products, name)).languages.map((language) => ({ name, language })))
const engine = typst()
const folder = mkdtempSync(join(tmpdir(), 'loansign-products-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await engine.close()
})

describe('every document of every product', () => {
  it('there are products', () => expect(cases.length).toBeGreaterThanOrEqual(9))

  it('is PDF/A-3b for veraPDF, and clean for qpdf', async () => {
    const files: string[] = []
    for (const { name, language } of cases) {
      for (const { document, pdf } of await loanProduct({ engine, folder: join(products, name) }).generateDocuments(sampleOrder(language, name))) {
        const file = join(folder, `${name}.${language}.${document}.pdf`)
        writeFileSync(file, pdf)
        files.push(file)
      }
    }
    for (const report of verapdf('3b', files)) expect(report).toMatchObject({ compliant: true, failed: [] })
    for (const file of files) expect({ file, ...qpdfCheck(file) }).toMatchObject({ status: 0 })
  }, 300_000)
})
