import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { extractAttachment, inspectBase, readPdf } from '@loansign/signature'
// The built package: its engine forks a compiled worker, its products lie beside it.
import { loanProduct, personalLoan, previewDocuments, type ContractOrder, type ContractProduct } from '../../dist/index.js'
import { typst } from '../../dist/typst/index.js'
import { openForDrawing } from '../checks/openForDrawing.js'
import { productFolder } from './readProduct.js'
import { sampleOrder } from './sampleOrder.fixture.js'

const engine = typst()
afterAll(() => engine.close())

const names = readdirSync(fileURLToPath(productFolder('.')), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'companions').map(({ name }) => name)
const product = (name: string): ContractProduct => loanProduct({ engine, folder: productFolder(name) })
const cases = names.flatMap((name) => product(name).definition.languages.map((language) => ({ name, language })))

describe.each(cases)('$name, $language', ({ name, language }) => {
  it('gives documents of one clean revision each, with data, clauses, and a place for everybody', async () => {
    const order = sampleOrder(language, name)
    const { definition, generateDocuments, checkDrawnText } = product(name)
    const documents = await generateDocuments(order)
    expect(documents[0]!.document).toBe('contract')
    expect(new Set(documents.map(({ template }) => JSON.stringify(template)))).toEqual(new Set([JSON.stringify({ version: definition.version, sha256: definition.sha256 })]))
    expect(new Set(documents.map(({ document }) => document)).size).toBe(documents.length)
    for (const document of documents) {
      const report = inspectBase(document.pdf, { expectedAttachments: ['loan.json'] })
      expect(report.findings).toEqual([])
      expect(report.pages).toBe(document.pages)
      const rounded = (rect: readonly number[]): number[] => rect.map((value) => Math.round(value))
      const signatures = report.fields.filter(({ name }) => !name.startsWith('seal-')).map(({ name, page, rect }) => ({ field: name, page, rect: rounded(rect!) }))
      expect(signatures).toEqual(expect.arrayContaining(document.places.map(({ field, page, rect }) => ({ field, page, rect: rounded(rect) }))))
      expect(extractAttachment({ pdf: readPdf(document.pdf), name: 'loan.json' })).toEqual(document.data)
      expect(JSON.parse(new TextDecoder().decode(document.data)).template).toEqual(document.template)
      expect(await checkDrawnText(document)).toEqual([])
      for (const { page } of document.keyClauses) expect(page).toBeGreaterThan(0)
    }
    // Everybody signs something, and nobody twice in one document.
    const signers = documents.flatMap(({ places }) => places.map(({ role }) => role))
    for (const { role } of order.parties) expect(signers).toContain(role)
    for (const { places } of documents) expect(new Set(places.map(({ field }) => field)).size).toBe(places.length)
    expect(documents[0]!.keyClauses.length).toBeGreaterThanOrEqual(definition.clauses[language]!.filter(({ document, when }) => document === undefined && when === undefined).length)
  }, 120_000)

  it('is the same bytes from the same input, and other bytes with another nonce', async () => {
    const order = sampleOrder(language, name)
    const { generate } = product(name)
    const [first, second] = [await generate(order), await generate(order)]
    expect(Buffer.from(second.pdf).equals(Buffer.from(first.pdf))).toBe(true)
    const other = await generate({ ...order, contract: { ...order.contract, nonce: 'another' } })
    expect(Buffer.from(other.pdf).equals(Buffer.from(first.pdf))).toBe(false)
  }, 120_000)

  it('has reading copies with the same data, and nothing to sign in them', async () => {
    const order = sampleOrder(language, name)
    const { generateDocuments, generateReadingCopies, checkDrawnText } = product(name)
    const [documents, copies] = [await generateDocuments(order), await generateReadingCopies(order)]
    expect(copies.map(({ document, title, pages, data }) => ({ document, title, pages, data }))).toEqual(documents.map(({ document, title, pages, data }) => ({ document, title, pages, data })))
    for (const copy of copies) {
      expect(inspectBase(copy.pdf, { expectedAttachments: ['loan.json'] })).toMatchObject({ findings: [], fields: [], straddleSeals: [] })
      expect(await checkDrawnText(copy)).toEqual([])
    }
  }, 120_000)

  it('has samples of people whose numbers fail their check digit, and every sample is an order', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    const orders = Object.entries(product(name).definition.sources).filter(([file]) => file.startsWith('sample') && file.endsWith(`.${language}.json`)).map(([, text]) => ({ ...sampleOrder(language, name), ...(JSON.parse(text) as ContractOrder) }))
    expect(orders.length).toBeGreaterThan(0)
    for (const order of orders) expect(previewDocuments(product(name).definition, { ...order, contract: { ...sampleOrder(language, name).contract, ...order.contract } }).length).toBeGreaterThan(1)
    for (const { idNumber = '' } of orders.flatMap(({ parties }) => parties).filter((party) => /^\d{17}[\dX]$/.test(party.idNumber ?? ''))) {
      const sum = weights.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0)
      expect('10X98765432'[sum % 11]).not.toBe(idNumber[17])
    }
  })
})

it('says on the cost table of a credit line what it assumes, in the contract and on its own', async () => {
  for (const [language, sentence] of [['zh-CN', '本表按一次提用全部额度、期限12个月计算'], ['en', 'Thistableassumesthatthewholelimitisdrawnatoncefor12months']] as const) {
    const documents = await product('credit-line').generateDocuments(sampleOrder(language, 'credit-line'))
    for (const document of documents.filter(({ document: id }) => id === 'contract' || id === 'cost-table')) {
      const text = await openForDrawing(document.pdf, async (pages) => (await (await pages.getPage(document.document === 'contract' ? 2 : 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(''))
      expect(text.replace(/\s/g, '')).toContain(sentence)
      // And in the sentence that is shown apart from the page.
      expect((JSON.parse(new TextDecoder().decode(document.data)) as { costTable: { totalSentence: string } }).costTable.totalSentence).toMatch(language === 'en' ? /^If you draw the whole limit of \$30,000\.00 at once for 12 months, you pay back / : /^一次提用全部额度 ¥200,000\.00，12个月，/)
    }
  }
}, 60_000)

describe('bad input', () => {
  const { generate, checkDrawnText } = personalLoan({ engine })

  it('names every missing or wrong field in both languages, and makes no PDF', async () => {
    const order = sampleOrder('zh-CN')
    const wrong = { ...order, loan: { ...order.loan, purpose: ' ', principal: '300,000' }, parties: [{ ...order.parties[0]!, idNumber: '' }] } as ContractOrder
    await expect(generate(wrong)).rejects.toMatchObject({
      code: 'contract-data-invalid',
      details: { fields: [{ pointer: '/loan/principal' }, { pointer: '/loan/purpose', expected: { 'zh-CN': '借款用途', en: 'purpose of the loan' } }, { pointer: '/parties/0/idNumber' }] },
    })
  })

  it('names the field with a character no font has', async () => {
    const order = sampleOrder('zh-CN')
    const rare = { ...order, parties: [{ ...order.parties[0]!, name: '周\u{1f600}田' }] }
    await expect(generate(rare)).rejects.toMatchObject({ code: 'glyph-missing', details: { character: '\u{1f600}', pointer: '/parties/0/name' } })
  }, 60_000)

  it('draws a name that looks like code as a name', async () => {
    const order = sampleOrder('zh-CN')
    const contract = await generate({ ...order, parties: [{ ...order.parties[0]!, name: '#read("x") *b* $a$' }] })
    expect(await checkDrawnText(contract)).toEqual([])
  }, 60_000)

  it('finds a figure that is not the drawn one', async () => {
    const contract = await generate(sampleOrder('zh-CN'))
    const data = new TextEncoder().encode(new TextDecoder().decode(contract.data).replace('"principal":"¥300,000.00"', '"principal":"¥200,000.00"'))
    expect(await checkDrawnText({ pdf: contract.pdf, data })).toEqual([{ pointer: '/keyFacts/principal' }])
  }, 60_000)

  it('says when a template forgets somebody', async () => {
    const { definition } = personalLoan({ engine })
    const files: Record<string, string> = { ...definition.files, 'contract.zh-CN.typ': definition.files['contract.zh-CN.typ']!.replace(/#signature-page.*/, '') }
    const forgetful = personalLoan({ engine: { close: () => engine.close(), compile: (options) => engine.compile({ ...options, files }) } })
    await expect(forgetful.generate(sampleOrder('zh-CN'))).rejects.toMatchObject({ code: 'template-error', details: { file: 'contract.zh-CN.typ', field: 'borrower' } })
  }, 60_000)

  it('tells a field the template asks for and the data do not have, by file, line and field', async () => {
    const { definition } = personalLoan({ engine })
    const files: Record<string, string> = { ...definition.files, 'contract.zh-CN.typ': `${definition.files['contract.zh-CN.typ']!}\n#d.at("/terms/nothing")` }
    const curious = personalLoan({ engine: { close: () => engine.close(), compile: (options) => engine.compile({ ...options, files }) } })
    const line = definition.files['contract.zh-CN.typ']!.split('\n').length + 1
    await expect(curious.generate(sampleOrder('zh-CN'))).rejects.toMatchObject({ code: 'template-error', details: { file: 'contract.zh-CN.typ', line, field: '/terms/nothing' } })
  }, 60_000)
})
