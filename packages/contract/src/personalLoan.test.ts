import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractAttachment, inspectBase, readPdf } from '@loansign/signature'
// The built engine: it forks a compiled worker.
import { personalLoan, type ContractOrder } from '../dist/index.js'
import { typst } from '../dist/typst/index.js'
import { sampleOrder } from './sampleOrder.fixture.js'

const engine = typst()
const product = personalLoan({ engine })
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loansign-contract-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await engine.close()
})

describe.each(['zh-CN', 'en'] as const)('personal loan, %s', (language) => {
  it('gives one clean revision with fields, data and key clauses in place', async () => {
    const contract = await product.generate(sampleOrder(language))
    const report = inspectBase(contract.pdf, { expectedAttachments: ['loan.json'] })
    expect(report.findings).toEqual([])
    expect(report.fields.map(({ name, page, rect }) => ({ field: name, role: name, page, rect: rect!.map((value) => Math.round(value)) }))).toEqual(
      contract.places.map((place) => ({ ...place, rect: place.rect.map((value) => Math.round(value)) })),
    )
    expect(report.pages).toBe(contract.pages)
    expect(contract.keyClauses).toHaveLength(6)
    expect(extractAttachment({ pdf: readPdf(contract.pdf), name: 'loan.json' })).toEqual(contract.data)
    expect(await product.checkDrawnText(contract)).toEqual([])
    if (process.env.LOANSIGN_KEEP_CONTRACT) writeFileSync(join(process.env.LOANSIGN_KEEP_CONTRACT, `${language}.pdf`), contract.pdf)
  }, 60_000)

  it('is the same bytes from the same input, and other bytes with another nonce', async () => {
    const order = sampleOrder(language)
    const [first, second] = [await product.generate(order), await product.generate(order)]
    expect(Buffer.from(second.pdf).equals(Buffer.from(first.pdf))).toBe(true)
    const other = await product.generate({ ...order, contract: { ...order.contract, nonce: 'another' } })
    expect(Buffer.from(other.pdf).equals(Buffer.from(first.pdf))).toBe(false)
  }, 60_000)
})

describe('bad input', () => {
  it('names every missing or wrong field in both languages, and makes no PDF', async () => {
    const order = sampleOrder('zh-CN')
    const wrong = { ...order, loan: { ...order.loan, purpose: ' ', principal: '300,000' }, parties: [{ ...order.parties[0]!, idNumber: '' }] } as ContractOrder
    await expect(product.generate(wrong)).rejects.toMatchObject({
      code: 'contract-data-invalid',
      details: { fields: [{ pointer: '/loan/principal' }, { pointer: '/loan/purpose', expected: { 'zh-CN': '借款用途', en: 'purpose of the loan' } }, { pointer: '/parties/0/idNumber' }] },
    })
  })

  it('names the field with a character no font has', async () => {
    const order = sampleOrder('zh-CN')
    const rare = { ...order, parties: [{ ...order.parties[0]!, name: '周\u{20bb7}田' }] }
    await expect(product.generate(rare)).rejects.toMatchObject({ code: 'glyph-missing', details: { character: '\u{20bb7}', pointer: '/parties/0/name' } })
  }, 60_000)

  it('draws a name that looks like code as a name', async () => {
    const order = sampleOrder('zh-CN')
    const contract = await product.generate({ ...order, parties: [{ ...order.parties[0]!, name: '#read("x") *b* $a$' }] })
    expect(await product.checkDrawnText(contract)).toEqual([])
  }, 60_000)

  it('finds a figure that is not the drawn one', async () => {
    const contract = await product.generate(sampleOrder('zh-CN'))
    const data = new TextEncoder().encode(new TextDecoder().decode(contract.data).replace('"principal":"¥300,000.00"', '"principal":"¥200,000.00"'))
    expect(await product.checkDrawnText({ pdf: contract.pdf, data })).toEqual([{ pointer: '/keyFacts/principal' }])
  }, 60_000)
})

it('the sample people have numbers that fail their check digit', () => {
  const idNumber = sampleOrder('zh-CN').parties[0]?.idNumber ?? ''
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0)
  expect('10X98765432'[sum % 11]).not.toBe(idNumber[17])
})
