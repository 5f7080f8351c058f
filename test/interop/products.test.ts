import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loanProduct, readProduct } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { sampleOrder } from '../../packages/contract/src/products/sampleOrder.fixture.js'
import { qpdfCheck } from './judges/qpdf.js'
import { repository, run } from './judges/run.js'
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

  it('has a reading copy that is PDF/UA-1 for veraPDF, clean for qpdf, and says what it is on every page', async () => {
    const files: string[] = []
    for (const { name, language } of cases) {
      for (const { document, pdf, pages } of await loanProduct({ engine, folder: join(products, name) }).generateReadingCopies(sampleOrder(language, name))) {
        const file = join(folder, `${name}.${language}.${document}.copy.pdf`)
        writeFileSync(file, pdf)
        files.push(file)
        const said = run('pdftotext', [file, '-']).output.split(language === 'en' ? 'Copy to read: the signed file counts' : '阅读副本：以经签署的文件为准')
        expect({ file, said: said.length - 1 }).toEqual({ file, said: pages })
      }
    }
    expect(files.length).toBeGreaterThan(40)
    for (const report of verapdf('ua1', files)) {
      expect(report).toMatchObject({ compliant: true, failed: [] })
      expect(report.assertions).toBeGreaterThan(100)
    }
    for (const file of files) expect({ file, ...qpdfCheck(file) }).toMatchObject({ status: 0 })
    // The contract itself keeps another promise, and the judge tells the two apart.
    const contract = join(folder, 'contract.pdf')
    writeFileSync(contract, (await loanProduct({ engine, folder: join(products, 'personal-loan') }).generate(sampleOrder('en'))).pdf)
    expect(verapdf('ua1', [contract])).toMatchObject([{ compliant: false }])
  }, 300_000)
})
