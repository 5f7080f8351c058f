import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { desk, startDemoServer } from './driving/demo.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Overview {
  readonly applications: { id: string; state: string; parties: { name: string }[] }[]
  readonly contracts: { id: string; loanId: string | null; lineId: string | null; waitingFor: string | null; signers: { state: string }[] }[]
  readonly loans: { id: string; state: string; daysOverdue: number; lineId: string | null }[]
}

/** A desk with fictional loans in every state, through the page's own button. */
async function filled(page: Page, origin: string, language: string): Promise<Overview> {
  await page.goto(`${origin}/desk`)
  await page.getByRole('button', { name: language === 'en' ? 'Put in sample loans' : '放入示例业务' }).click()
  for (let i = 0; i < 800; i++) {
    const overview = (await desk(origin, '/overview')) as Overview
    const { contracts, loans } = overview
    if (loans.filter(({ daysOverdue }) => daysOverdue > 0).length === 3 && contracts.filter(({ waitingFor }) => waitingFor === 'seal').length === 2 && loans.length === 7) return overview
    await new Promise((done) => setTimeout(done, 250))
  }
  throw new Error(`the desk was not filled: ${JSON.stringify(await desk(origin, '/overview')).slice(0, 2000)}`)
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> } }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
}

/** What goes wrong without anybody seeing it: scripts that throw, and whatever the page's policy stopped. */
function listen(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  return problems
}

describe.each(['zh-CN', 'en'] as const)('the demo’s pages, %s', (language) => {
  let server: Awaited<ReturnType<typeof startDemoServer>>
  let overview: Overview
  beforeAll(async () => {
    server = await startDemoServer({ language })
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: language })).newPage()
    overview = await filled(page, server.origin, language)
    await page.context().close()
  }, 240_000)
  afterAll(() => server.stop())

  it('keep their policy, fit a phone and a desktop, and can be used by everybody', async () => {
    const { applications, contracts, loans } = overview
    const of = <Row>(rows: readonly Row[], wanted: (row: Row) => boolean): Row => rows.find(wanted)!
    const places = [
      '/', '/portal', '/phone', '/verify', '/studio', '/desk', `/desk#/application/${of(applications, ({ state }) => state === 'screened').id}`, `/desk#/application/${of(applications, ({ state }) => state === 'approved').id}`, '/desk#/contracts',
      `/desk#/contract/${of(contracts, ({ loanId }) => loanId !== null).id}`, `/desk#/contract/${of(contracts, ({ signers }) => signers[0]!.state === 'invited').id}`,
      '/desk#/seal', `/desk#/seal/${of(contracts, ({ waitingFor }) => waitingFor === 'seal').id}`, '/desk#/loans', `/desk#/loan/${of(loans, ({ daysOverdue }) => daysOverdue > 90).id}`, `/desk#/loan/${of(loans, ({ state }) => state === 'pendingDisbursement').id}`,
      `/desk#/line/${of(contracts, ({ lineId }) => lineId !== null).lineId}`, `/desk#/loan/${of(loans, ({ state, lineId }) => state === 'pendingDisbursement' && lineId !== null).id}`, '/desk#/overdue',
    ]
    const found: string[] = []
    for (const [width, height] of [[1280, 900], [360, 740]] as const) {
      for (const place of places) {
        // A new page each: axe itself breaks the policy with inline styles, so the policy is looked at first.
        const looked = await (await browser.newContext({ viewport: { width, height }, locale: language })).newPage()
        const problems = listen(looked)
        await looked.goto(server.origin + place)
        await looked.locator('h1').first().waitFor()
        if (place === '/studio') await looked.locator('.problems .note').waitFor({ timeout: 60_000 })
        if (place.startsWith('/desk#/seal/')) await looked.locator('.paper canvas').waitFor()
        const tooWide = await looked.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        found.push(...problems.map((problem) => `${place} ${width}: ${problem}`), ...(tooWide > 0 ? [`${place} ${width}: ${tooWide} px too wide`] : []))
        found.push(...(await violations(looked)).map((violation) => `${place} ${width}: ${violation}`))
        await looked.context().close()
      }
    }
    expect(found).toEqual([])
    // Nineteen places at two sizes, each looked at by axe.
  }, 600_000)

  it('draw on a line, within what is left, pay out, give up and suspend', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language })
    const page = await context.newPage()
    const { lineId } = overview.contracts.find((contract) => contract.lineId !== null)!
    const line = async () => (await desk(server.origin, `/lines/${lineId}`)).line as { available: string; state: string; suspendedFor: string | null; drawdowns: { state: string; principal: string }[] }
    const draw = async (amount: string): Promise<void> => {
      await page.goto(`${server.origin}/desk#/line/${lineId}`)
      await page.locator('#principal').fill(amount)
      await page.locator('#purpose').fill('e2e')
      await page.locator('[data-key=draw]').click()
    }
    const { available } = await line()
    await draw('999999')
    // What the limit leaves, said in the language of the desk.
    await page.locator('.problem').getByText(available).waitFor()
    expect(await page.locator('.problem').innerText()).toContain(language === 'en' ? 'at most' : '不超过')
    await draw('5000')
    await page.locator('[data-key=disburse]').click()
    await page.locator('[data-key=repay]').waitFor()
    await draw('700.5')
    // The line's page has a link of the same kind: the drawdown's own has to be there first.
    await page.locator('[data-key=disburse]').waitFor()
    await page.locator('[data-key=reason]').click()
    await page.locator('#reason').fill('e2e')
    await page.locator('form:has(#reason) button[type=submit]').click()
    await page.locator('[data-key=disburse]').waitFor({ state: 'detached' })
    expect((await line()).drawdowns.slice(-2).map(({ state, principal }) => [state, principal])).toEqual([['active', '5000.00'], ['cancelled', '700.50']])
    await page.goto(`${server.origin}/desk#/line/${lineId}`)
    await page.locator('[data-key=reason]').click()
    await page.locator('#reason').fill('e2e')
    await page.locator('form:has(#reason) button[type=submit]').click()
    await page.locator('[data-key=resume]').waitFor()
    expect(await line()).toMatchObject({ state: 'suspended', suspendedFor: 'e2e', available: '0.00' })
    await page.locator('[data-key=resume]').click()
    await page.locator('[data-key=draw]').waitFor()
    await context.close()
  }, 60_000)

  it('tell a signed file from a changed one, in the page itself', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: language, acceptDownloads: true })
    const page = await context.newPage()
    const { id } = overview.contracts.find(({ loanId }) => loanId !== null)!
    const bytes = async (path: string): Promise<Buffer> => Buffer.from(await (await fetch(`${server.origin}/demo/contracts/${id}/${path}`)).arrayBuffer())
    const pdf = await bytes('document')
    const problems = listen(page)
    // A file can be dropped before the page has its anchors: the verdict follows them.
    let letAnchorsCome = (): void => undefined
    const anchorsMayCome = new Promise<void>((resolve) => (letAnchorsCome = resolve))
    await page.route('**/demo/trust.pem', (route) => anchorsMayCome.then(() => route.continue()))
    await page.goto(`${server.origin}/verify`)
    const verifier = page.locator('loan-contract-verifier')
    const words = language === 'en'
      ? { passed: 'Valid', damaged: 'the signed content was changed', changed: 'changed after signing', flip: 'Change one byte and check', add: 'Add a version and check', take: 'Take out the signed version', again: 'Signature by signature', notPdf: 'This is not a PDF', trail: 'recomputed', export: 'Export report' }
      : { passed: '有效', damaged: '签过的内容被改过', changed: '签完之后被改过', flip: '改掉一个字节再查', add: '签完之后添一版再查', take: '取出签过的那一版', again: '逐个签名看', notPdf: '这不是一份能读的 PDF', trail: '逐条复算', export: '导出报告' }
    // Whatever is dropped stays in the page: from here on nothing is sent anywhere.
    const sent: string[] = []
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
    const files = verifier.locator('input[type=file]')
    await files.nth(2).setInputFiles({ name: 'evidence.json', mimeType: 'application/json', buffer: await bytes('evidence.json') })
    await files.nth(0).setInputFiles({ name: 'agreement.pdf', mimeType: 'application/pdf', buffer: pdf })
    await verifier.getByText('INDETERMINATE').waitFor()
    letAnchorsCome()
    await verifier.getByRole('heading', { name: words.passed, exact: true }).waitFor()
    await verifier.getByText('TOTAL-PASSED').waitFor()
    await verifier.getByText(words.trail).waitFor()
    expect(await violations(page)).toEqual([])
    await verifier.getByRole('button', { name: words.again }).click()
    expect(await violations(page)).toEqual([])

    await page.getByRole('button', { name: words.flip }).click()
    await verifier.getByRole('heading', { name: words.damaged }).waitFor()

    await page.getByRole('button', { name: words.add }).click()
    await verifier.getByRole('heading', { name: words.changed }).waitFor()
    await verifier.locator('.sheet.now canvas').waitFor({ timeout: 60_000 })
    expect(await verifier.locator('td.bad').allInnerTexts()).toContain('380,000.00')
    expect(await violations(page)).toEqual([])
    // What is taken out is the signed file, to the byte.
    const [download] = await Promise.all([page.waitForEvent('download'), verifier.getByRole('button', { name: words.take }).click()])
    expect(readFileSync(await download.path()).equals(pdf)).toBe(true)
    const [report] = await Promise.all([page.waitForEvent('download'), verifier.getByRole('button', { name: words.export }).click()])
    expect(JSON.parse(readFileSync(await report.path(), 'utf8')).report.indication).toBe('TOTAL-FAILED')

    await files.last().setInputFiles({ name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF at all') })
    await verifier.getByRole('heading', { name: words.notPdf }).waitFor()
    expect(sent).toEqual([])
    expect(problems.filter((problem) => !/style-src|inline style/.test(problem))).toEqual([])
    await context.close()
  })
})
