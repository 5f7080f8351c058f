import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lenderFileProduct } from '@loansign/contract/lender-file'
import { typst } from '@loansign/contract/typst'
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
