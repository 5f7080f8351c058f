import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ContractOrder } from '@loansign/contract'
import { lenderFileProduct } from '@loansign/contract/lender-file'
import { typst } from '@loansign/contract/typst'
import { fontFiles } from '@loansign/fonts'
import { createLoanSigning, type LoanSigning } from '@loansign/server'
import { toExpress } from '@loansign/server/express'
import { verifyPdf } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { developmentOptions, listen } from '../../examples/development.mjs'
import { launch } from './driving/browser.mjs'
import { journey } from './driving/journey.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'loansign-lender-file-'))
// As root the database runs as another user, who has to get in.
chmodSync(directory, 0o711)
const engine = typst()
const ends: (() => unknown)[] = []
let browser: Browser
let server: Server
let signing: LoanSigning
let api: ReturnType<typeof toExpress>
let origin: string
let code = ''

/** The page of examples/plain-html.html, the element's files, the API, and the text messages that the journey reads. */
beforeAll(async () => {
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.startsWith('/v1')) return void api(request as never, response as never, () => response.end())
    const asset = /^\/assets\/([\w.-]+\.js)$/.exec(pathname)?.[1]
    const type = asset ? 'text/javascript' : pathname === '/demo/inbox' ? 'application/json' : 'text/html'
    response.setHeader('content-type', type)
    if (type === 'application/json') response.end(`[${readFileSync(join(directory, 'inbox.jsonl'), 'utf8').trim().split('\n').reverse().join(',')}]`)
    else response.end(readFileSync(join(root, asset ? `packages/component/dist/cdn/${asset}` : 'examples/plain-html.html')))
  })
  origin = await listen(server, 0)
  const product = await lenderFileProduct({ folder: join(root, 'examples/lender-form'), engine, archival: 'required' })
  const options = await developmentOptions(directory, origin, (close: () => unknown) => void ends.push(close))
  signing = await createLoanSigning({ ...(options as Parameters<typeof createLoanSigning>[0]), products: [product], settings: { pageSeconds: 1, costTableSeconds: 1 } })
  await signing.migrate()
  await signing.startJobs()
  api = toExpress(signing)
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
  await signing.close()
  for (const end of ends) await end()
  await engine.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Pictures of every screen, where somebody wants to look at them. */
function shots(page: Page, prefix: string): (name: string) => Promise<void> {
  const folder = process.env.LOANSIGN_SHOTS
  if (folder === undefined) return async () => undefined
  mkdirSync(folder, { recursive: true })
  return async (name) => void (await page.screenshot({ path: `${folder}/${prefix}-${name}.png` }))
}

describe.each([[360, 740], [1280, 900]])('a lender’s own form at %i × %i', (width, height) => {
  it('is read clause by clause, signed and sealed like any contract', async () => {
    const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN' })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    const steps = journey({ page, origin, language: 'zh-CN', shot: shots(page, String(width)) })
    const sample = JSON.parse(readFileSync(join(root, 'examples/lender-form/sample.zh-CN.json'), 'utf8'))
    const { id } = await signing.applications.submit({ product: 'farm-form', language: 'zh-CN', loan: sample.loan, parties: sample.parties })
    await signing.applications.approve(id, { by: '陆正衡' })
    const contract = await signing.contracts.create({ applicationId: id, number: `农信借字2026第${width}号` })
    await signing.contracts.send(contract.id)
    await steps.open()
    await steps.identify()
    await steps.consent()
    await steps.costs()
    // Before anything is acknowledged: the frame of the first key clause stands where its words are drawn.
    await page.locator('canvas[data-drawn="1"]').waitFor({ timeout: 60_000 })
    expect(await page.locator('.clause').count()).toBe(3)
    await shots(page, String(width))('07-page')
    // As large text: a value that was filled in stands in its sentence.
    await page.getByRole('button', { name: '大字', exact: true }).click()
    await page.locator('.flow').waitFor()
    await shots(page, String(width))('07-flow')
    expect((await page.locator('.flow').innerText()).replace(/\s+/g, '')).toMatch(/对逾期本金按年利率6\.375%计收罚息/)
    await page.getByRole('button', { name: '原页', exact: true }).click()
    await steps.read()
    // Not the one of the journey before.
    code = await steps.code(code)
    await steps.confirmCode(code)
    await steps.draw()
    await steps.sign()
    const { documents, state } = await signing.contracts.countersign(contract.id, { sealedBy: '邵清和' })
    expect(state).toBe('effective')
    for (const document of documents) {
      const report = await verifyPdf(await signing.contracts.document(contract.id, document.id), { trustAnchors: [...signing.trustAnchors] })
      expect([document.title, report.indication]).toEqual([document.title, 'TOTAL-PASSED'])
    }
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('a contract that a browser printed', () => {
  const body = (name: string): string => `<!doctype html><meta charset="utf-8"><title>农户借款合同</title>
    <style>@font-face { font-family: serif-sc; src: url(https://print.example/face.ttf) } body { font: 12pt serif-sc; line-height: 1.8 } td { border: 1px solid }</style>
    <h1>农户借款合同</h1><table><tr><td>合同编号<td>农信借字2026第1187号<td>贷款人<td>青溪县农村信用合作联社<tr><td>借款人<td>${name}<td>借款种类<td>农户生产经营贷款
    <tr><td>金额<td>人民币300,000.00元<td>用途<td>扩建高原蔬菜温室大棚及购置滴灌设备<tr><td>年利率<td>4.25%<td>期限<td>36个月<tr><td>还款方式<td>等额本息</table>
    <p>借款人未按期归还借款本金的，贷款人自逾期之日起对逾期本金按年利率<b>6.375%</b>计收罚息，直至清偿为止。<p>借款人未按约定用途使用借款的，贷款人自挪用之日起对挪用部分按年利率<u>8.50%</u>计收罚息，直至改正或者清偿为止。
    <p>借款人可以提前归还全部或者部分借款，贷款人不收取违约金，利息按实际用款天数计算。<p>借款人（签字）：<p style="margin-top: 8em">贷款人（公章）：`

  it('is taken as finished, its clauses and places found by their text, though it names characters by their radicals', async () => {
    const folder = join(directory, 'printed')
    cpSync(join(root, 'examples/lender-form'), folder, { recursive: true })
    const change = (name: string, how: (json: any) => void): void => {
      const json = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      how(json)
      writeFileSync(join(folder, name), JSON.stringify(json))
    }
    change('product.json', (json) => Object.assign(json, { documents: json.documents.slice(0, 1), leftOut: ['cost-table', 'personal-information-consent', 'credit-report-consent'] }))
    change('clauses.zh-CN.json', (clauses) => clauses.pop())
    change('contract.zh-CN.json', (map) => {
      delete map.fields
      map.places.lender = [{ anchor: { text: '贷款人（公章）：', right: 10, up: -60, width: 120, height: 100 } }]
    })
    const page = await browser.newPage()
    await page.route('https://print.example/**', (route) => route.fulfill({ path: fontFiles()['NotoSerifSC-Regular.ttf'], headers: { 'access-control-allow-origin': '*' } }))
    const finished = async ({ parties }: ContractOrder): Promise<Uint8Array> => {
      await page.setContent(body(parties[0]!.name))
      await page.evaluate(() => document.fonts.ready)
      return page.pdf({ format: 'A4' })
    }
    const printed = await lenderFileProduct({ folder, finished, archival: 'as-claimed' })
    const sample = printed.definition.samples['zh-CN']!
    const order = { ...sample, contract: { ...sample.contract, id: 'con_SampleSampleSample1', version: 1, nonce: '00112233445566778899aabbccddeeff' }, test: true, now: new Date() }
    const [contract] = await printed.generateDocuments(order)
    expect(contract!.keyClauses.map(({ id }) => id)).toEqual(['overdue', 'misuse', 'early'])
    expect(contract!.places.map(({ field }) => field)).toEqual(['borrower', 'lender'])
    expect(await printed.checkDrawnText(contract!)).toEqual([])
    // What it prints for somebody else is told.
    const other = await lenderFileProduct({ folder, finished: async () => finished({ ...order, parties: [{ ...order.parties[0]!, name: '周大田' }] }), archival: 'as-claimed' })
    await expect(other.generateDocuments(order)).rejects.toMatchObject({ code: 'drawing-differs', details: { findings: [{ pointer: '/parties/0/name' }] } })
    await page.close()
  })
})
