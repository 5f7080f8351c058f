import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractAttachment, inspectBase, readPdf } from '@loansign/signature'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
// The built package: its processes are compiled files.
import { lenderFileProduct, type LenderFileProduct } from '../../../dist/lenderFile/index.js'
import { productSha256, type ContractOrder } from '../../../dist/index.js'
import { typst } from '../../../dist/typst/index.js'
import { drawPages, ink } from '../../checks/drawPages.fixture.js'
import { readPages } from '../pageTexts.js'
import { exampleForm } from './exampleForm.fixture.js'

const example = fileURLToPath(new URL('../../../../../examples/lender-form/', import.meta.url))
const engine = typst()
const work = mkdtempSync(join(tmpdir(), 'loansign-lender-product-'))
let product: LenderFileProduct
let order: ContractOrder
beforeAll(async () => {
  product = await lenderFileProduct({ folder: example, engine, archival: 'required' })
  order = orderOf(product)
}, 60_000)
afterAll(async () => {
  rmSync(work, { recursive: true })
  await engine.close()
})

function orderOf({ definition }: LenderFileProduct): ContractOrder {
  const sample = definition.samples['zh-CN']!
  return { ...sample, contract: { ...sample.contract, id: 'con_SampleSampleSample1', version: 1, nonce: '00112233445566778899aabbccddeeff' }, test: true, now: new Date('2026-11-20T02:00:00Z') }
}

let copies = 0
/** The example's folder with some of its JSON files changed. */
function changed(changes: Readonly<Record<string, (json: any) => void>>): string {
  const folder = join(work, String(++copies))
  cpSync(example, folder, { recursive: true })
  for (const [name, change] of Object.entries(changes)) {
    const json = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    change(json)
    writeFileSync(join(folder, name), JSON.stringify(json))
  }
  return folder
}

const failure = async (promise: Promise<unknown>): Promise<any> => promise.then(() => { throw new TypeError('nothing was wrong') }, (error) => error)
const pointers = (list: { pointer: string; code?: string; expected: Record<string, string> }[]): string[] => {
  for (const { expected } of list) expect([expected['zh-CN'], expected.en].every((text) => typeof text === 'string' && text !== '')).toBe(true)
  return list.map(({ pointer, code }) => `${pointer} ${code}`)
}

describe('the example', () => {
  it('is the form its fixture makes', async () => {
    const file = join(example, 'contract.zh-CN.pdf')
    const made = await exampleForm(engine)
    if (process.env.LOANSIGN_GOLDEN === 'write') writeFileSync(file, made)
    expect(Buffer.from(made).equals(readFileSync(file))).toBe(true)
  }, 60_000)

  it('becomes a contract with its companions: one clean revision each, data, places, clauses where they stand', async () => {
    const documents = await product.generateDocuments(order)
    expect(documents.map(({ document, places }) => `${document}: ${places.map(({ field, party }) => `${field} ${party}`).join()}`)).toEqual(['contract: borrower 0,lender null', 'cost-table: borrower 0', 'personal-information-consent-borrower: borrower 0'])
    const release = { version: 1, sha256: product.definition.sha256 }
    for (const document of documents) {
      expect(inspectBase(document.pdf, { expectedAttachments: ['loan.json'] }).findings).toEqual([])
      expect(extractAttachment({ pdf: readPdf(document.pdf), name: 'loan.json' })).toEqual(document.data)
      expect(document.template).toEqual(release)
      expect(JSON.parse(new TextDecoder().decode(document.data)).template).toEqual(release)
      expect(await product.checkDrawnText(document)).toEqual([])
    }
    const [contract] = documents
    // The signature field of the form is the lender's place; the borrower's stands behind its text.
    expect(contract!.places[1]).toMatchObject({ page: 2, rect: [172, 420, 292, 540] })
    const [page] = await readPages(contract!.pdf)
    for (const { id, page: number, rect: [left, bottom, right, top] } of contract!.keyClauses) {
      const inside = page!.characters.flatMap((one, index) => ((one.left + one.right) / 2 > left && (one.left + one.right) / 2 < right && one.y > bottom && one.y < top ? [page!.text[index]!] : []))
      expect({ number, text: inside.join('') }).toEqual({ number: 1, text: expect.stringMatching({ overdue: /6\.375/, misuse: /8\.50/, early: /违约金/ }[id]!) as string })
    }
    const again = await product.generateDocuments(order)
    expect(again.map(({ pdf }, index) => Buffer.from(pdf).equals(Buffer.from(documents[index]!.pdf)))).toEqual([true, true, true])
  }, 60_000)

  it('says on every page that it is a test, and only where it is one', async () => {
    const [marked, plain] = await Promise.all([order, { ...order, test: false }].map(async (one) => drawPages((await product.generate(one)).pdf, 72)))
    const line = { left: 200, right: 400, top: 4, bottom: 18 }
    expect(marked!.map(({ canvas }) => ink(canvas, line) > 0.01)).toEqual([true, true])
    expect(plain!.map(({ canvas }) => ink(canvas, line))).toEqual([0, 0])
  }, 60_000)

  it('has a hash that anybody can recompute from its files', async () => {
    const { definition } = product
    expect(productSha256({ ...definition.sources, 'contract.zh-CN.pdf': readFileSync(join(example, 'contract.zh-CN.pdf')) })).toBe(definition.sha256)
    expect(Object.keys(definition.sources)).toContain('contract.zh-CN.json')
  })
})

describe('an order that is wrong', () => {
  it.each([
    ['a name too long for the form', { parties: [{ name: '周禾田'.repeat(12) }] }, ['/parties/0/name value-does-not-fit']],
    ['a character no font has', { parties: [{ name: '周\u{2ebf0}' }] }, ['/parties/0/name glyph-missing']],
    ['a purpose longer than its line', { loan: { purpose: '购买化肥'.repeat(20) } }, ['/loan/purpose value-does-not-fit']],
  ])('is told by its own pointer: %s', async (_what, change, expected) => {
    const wrong = { ...order, loan: { ...order.loan, ...(change as any).loan }, parties: [{ ...order.parties[0]!, ...(change as any).parties?.[0] }] }
    const { code, details } = await failure(product.generateDocuments(wrong))
    expect(code).toBe('contract-data-invalid')
    expect(pointers(details.fields)).toEqual(expected)
  }, 60_000)

  it('in the law’s fields makes nothing, and starts no process', async () => {
    const { purpose: _, ...loan } = order.loan
    expect(() => product.check({ ...order, loan: loan as never })).toThrow(expect.objectContaining({ code: 'contract-data-invalid', details: { fields: [expect.objectContaining({ pointer: '/loan/purpose' })] } }) as Error)
    await expect(product.generateDocuments({ ...order, loan: { ...order.loan, annualRatePercent: '4.25%' } })).rejects.toMatchObject({ code: 'contract-data-invalid', details: { fields: [{ pointer: '/loan/annualRatePercent' }] } })
  })
})

describe('a product that is wrong', () => {
  const open = (folder: string): Promise<any> => failure(lenderFileProduct({ folder, engine, archival: 'required' }))

  it('is told everything about its map at once', async () => {
    const { code, details } = await open(changed({
      'contract.zh-CN.json': (map) => {
        const { fields, places } = map
        delete fields['借款人']
        Object.assign(fields, { 甲方: '/parties/0/name', 住址: '/parties/0/adress', 期限: { value: '/loan/termMonths', as: 'years' }, 等额本息: '/loan/repaymentMethod' })
        Object.assign(places, { borrower: [], lender: [{ formField: '签名处' }], guarantor: [{ page: 1, rect: [0, 0, 9, 9] }] })
        Object.assign(map, { clauses: { late: { page: 1, rect: [0, 0, 9, 9] }, early: { page: 0, rect: [1, 2, 3] } }, notes: [] })
      },
    }))
    expect(code).toBe('form-mismatch')
    expect(details.file).toBe('contract.zh-CN.json')
    expect(pointers(details.fields).sort()).toEqual([
      '/clauses/early map-wrong', '/clauses/late map-wrong', '/fields/住址 value-missing', '/fields/借款人 field-missing', '/fields/期限 map-wrong', '/fields/甲方 field-unknown',
      '/fields/等额本息/is map-wrong', '/notes map-wrong', '/places/borrower place-missing', '/places/guarantor map-wrong', '/places/lender/0 map-wrong',
    ].sort())
  }, 60_000)

  it.each([
    ['a companion nobody decided about', { 'product.json': (json: any) => { json.leftOut = [] } }, 'product.json', /credit-report-consent/],
    ['a credit line', { 'product.json': (json: any) => { json.opens = 'credit-line' } }, 'product.json', /typeset/],
    ['a loan without its purpose', { 'schema.json': (json: any) => { json.properties.loan = { type: 'object', required: ['kind', 'currency', 'principal', 'annualRatePercent', 'termMonths', 'repaymentMethod'] } } }, 'schema.json', /purpose/],
  ])('is a template error with its file: %s', async (_what, changes, file, message) => {
    expect(await open(changed(changes))).toMatchObject({ code: 'template-error', details: { file, message: expect.stringMatching(message) as string } })
  })

  it('is one whose form is missing, or holds what no contract may', async () => {
    const without = changed({})
    rmSync(join(without, 'contract.zh-CN.pdf'))
    expect(await open(without)).toMatchObject({ code: 'template-error', details: { file: 'contract.zh-CN.pdf' } })
    const broken = changed({})
    writeFileSync(join(broken, 'contract.zh-CN.pdf'), 'no PDF')
    expect(await open(broken)).toMatchObject({ code: 'lender-file-refused', details: { reasons: [{ code: 'unreadable' }] } })
  }, 60_000)

  it('has companions and no engine', async () => {
    await expect(lenderFileProduct({ folder: example, archival: 'required' })).rejects.toThrow(/give an engine/)
    for (const archival of [true, undefined, 'PDF/A-3b']) await expect(lenderFileProduct({ folder: example, archival: archival as never }), String(archival)).rejects.toThrow(/archival is 'required' or 'as-claimed'/)
  })

  it('whose printed text is not the key clause is found at the first order, by the clause', async () => {
    const other = await lenderFileProduct({ folder: changed({ 'clauses.zh-CN.json': (clauses) => { clauses[2].text = '借款人可以提前归还，不收取任何费用。' } }), engine, archival: 'required' })
    const { code, details } = await failure(other.generateDocuments(order))
    expect(code).toBe('drawing-differs')
    expect(pointers(details.findings)).toEqual(['/keyClauses/2/text clause-not-found'])
  }, 60_000)
})

describe('finished files', () => {
  const finishedProduct = (finished: (order: ContractOrder) => Promise<Uint8Array>, more: Parameters<typeof changed>[0] = {}): Promise<LenderFileProduct> => {
    const folder = changed({
      'product.json': (json) => {
        Object.assign(json, { documents: json.documents.slice(0, 1), leftOut: ['cost-table', 'personal-information-consent', 'credit-report-consent'] })
        more['product.json']?.(json)
      },
      'clauses.zh-CN.json': (clauses) => clauses.pop(),
      'contract.zh-CN.json': (map) => {
        delete map.fields
        map.places = { borrower: [{ page: 2, rect: [72, 600, 242, 660] }], lender: [{ page: 2, rect: [172, 420, 292, 540] }] }
        more['contract.zh-CN.json']?.(map)
      },
    })
    rmSync(join(folder, 'contract.zh-CN.pdf'))
    return lenderFileProduct({ folder, finished, archival: 'required' })
  }
  /** As the lender's own system would print it; every value already on its pages. */
  const print = async ({ contract, loan, parties }: ContractOrder, change: (text: string) => string = (text) => text): Promise<Uint8Array> => {
    const text = `
#set document(title: "借款合同", author: "青溪县农村信用合作联社", date: auto)
#set page(paper: "a4", margin: 25mm)
#set text(font: "Noto Serif SC", size: 11pt, lang: "zh", fallback: false)
借款合同（编号 ${contract.number}）\\
贷款人：青溪县农村信用合作联社；借款人：${parties[0]!.name}\\
借款种类：${loan.kind}；金额：人民币 300,000.00 元；用途：${loan.purpose}；年利率 ${loan.annualRatePercent}%；期限三年（36 个月）；还款方式：等额本息。\\
借款人未按期归还借款本金的，贷款人自逾期之日起对逾期本金按年利率6.375%计收罚息，直至清偿为止。\\
借款人未按约定用途使用借款的，贷款人自挪用之日起对挪用部分按年利率8.50%计收罚息，直至改正或者清偿为止。\\
借款人可以提前归还全部或者部分借款，贷款人不收取违约金，利息按实际用款天数计算。
#pagebreak()
签署页`
    const { pdf } = await engine.compile({ files: { 'a.typ': change(text) }, main: 'a.typ', data: '{}', attachment: '{}', timestamp: 1_760_000_000, output: 'pdf' })
    return pdf
  }

  it('are taken as they are, one for each order', async () => {
    const asked: string[] = []
    const finished = await finishedProduct(async (one) => {
      asked.push(one.contract.number)
      return print(one)
    })
    const documents = await finished.generateDocuments(orderOf(finished))
    expect(asked).toEqual(['农信借字2026第1187号'])
    expect(documents).toHaveLength(1)
    expect(documents[0]).toMatchObject({ document: 'contract', pages: 2, places: [{ field: 'borrower', page: 2, rect: [72, 600, 242, 660] }, { field: 'lender' }], keyClauses: [{ id: 'overdue', page: 1 }, { id: 'misuse', page: 1 }, { id: 'early', page: 1 }] })
    expect(await finished.checkDrawnText(documents[0]!)).toEqual([])
    // Other data than the pages say are found again when the file is frozen.
    const data = new TextEncoder().encode(new TextDecoder().decode(documents[0]!.data).replaceAll('扩建高原蔬菜温室大棚及购置滴灌设备', '购买农机'))
    expect((await finished.checkDrawnText({ pdf: documents[0]!.pdf, data })).map(({ pointer }) => pointer)).toEqual(['/loan/purpose'])
  }, 60_000)

  it('have a place for each of several people of a role, in the order they are named', async () => {
    const finished = await finishedProduct((one) => print(one, (text) => text.replace(`借款人：${one.parties[0]!.name}`, `借款人：${one.parties.map(({ name }) => name).join('、')}`)), {
      'product.json': (json) => {
        json.parties.push({ role: 'co-borrower', label: { 'zh-CN': '共同借款人', en: 'Co-borrower' }, least: 0, most: 3 })
        json.documents[0].signers = ['borrower', 'co-borrower', 'lender']
      },
      'contract.zh-CN.json': (map) => (map.places['co-borrower'] = [0, 1, 2].map((index) => ({ page: 2, rect: [300, 600 - 80 * index, 470, 660 - 80 * index] }))),
    })
    const more = ['沈秋穗', '周守田'].map((name, index) => ({ ...order.parties[0]!, role: 'co-borrower', name, idNumber: `53000019890922002${index + 4}` }))
    const [contract] = await finished.generateDocuments({ ...orderOf(finished), parties: [more[0]!, order.parties[0]!, more[1]!] })
    expect(contract!.places.map(({ field, party, rect }) => `${field} ${party} ${rect[1]}`)).toEqual(['borrower 1 600', 'co-borrower-1 0 600', 'co-borrower-2 2 520', 'lender null 420'])
  }, 60_000)

  it.each([
    ['another amount', (text: string) => text.replace('300,000.00', '1,300,000.00'), ['/loan/principal text-not-drawn']],
    ['a longer amount', (text: string) => text.replace('300,000.00', '300,000.005'), ['/loan/principal text-not-drawn']],
    ['another rate, and somebody else', (text: string) => text.replace('年利率 4.25%', '年利率 14.25%').replace('借款人：周禾田', '借款人：周大田'), ['/parties/0/name text-not-drawn', '/loan/annualRatePercent text-not-drawn']],
    ['no term and no currency', (text: string) => text.replace('人民币', '').replace('三年（36 个月）', '见附件'), ['/loan/currency text-not-drawn', '/loan/termMonths text-not-drawn']],
    ['a clause twice', (text: string) => `${text} 借款人可以提前归还全部或者部分借款，贷款人不收取违约金，利息按实际用款天数计算。`, ['/keyClauses/2/text clause-ambiguous']],
    ['a clause with another rate', (text: string) => text.replace('6.375', '9.375'), ['/keyClauses/0/text clause-not-found']],
  ])('are refused when the pages say something else than the order: %s', async (_what, change, expected) => {
    const finished = await finishedProduct((one) => print(one, change))
    const { code, details } = await failure(finished.generateDocuments(orderOf(finished)))
    expect(code).toBe('drawing-differs')
    expect(pointers(details.findings)).toEqual(expected)
    expect(JSON.stringify(details)).not.toMatch(/周|300,000|5300/)
  }, 60_000)

  it('are refused for what they hold, and for places off their pages, in the map’s own words', async () => {
    const active = await finishedProduct(async (one) => {
      const document = await PDFDocument.load(await print(one), { updateMetadata: false })
      document.addJavaScript('open', 'app.alert(1)')
      return document.save({ useObjectStreams: false })
    })
    expect(await failure(active.generateDocuments(orderOf(active)))).toMatchObject({ code: 'lender-file-refused', details: { reasons: [{ code: 'action' }] } })
    const short = await finishedProduct((one) => print(one, (text) => text.replace('#pagebreak()', '')))
    const { code, details } = await failure(short.generateDocuments(orderOf(short)))
    expect(code).toBe('places-unusable')
    expect(pointers(details.fields)).toEqual(['/places/borrower/0/page page-unknown', '/places/lender/0/page page-unknown'])
  }, 60_000)

  it('have to be bytes', async () => {
    const wrong = await finishedProduct(async () => 'contract.pdf' as never)
    await expect(wrong.generateDocuments(orderOf(wrong))).rejects.toThrow(TypeError)
  })
})
