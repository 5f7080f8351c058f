import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extractAttachment, readPdf } from '@loansign/signature'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { desk, startDemoServer } from './driving/demo.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
let server: Awaited<ReturnType<typeof startDemoServer>>
beforeAll(async () => {
  browser = await launch()
  server = await startDemoServer()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

interface Opened {
  readonly page: Page
  /** Scripts that threw, and what the page's policy stopped. */
  readonly problems: string[]
}

async function studio(): Promise<Opened> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', acceptDownloads: true })).newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(`${server.origin}/studio`)
  await laidOut(page, 0)
  return { page, problems }
}

const layouts = async (page: Page): Promise<number> => Number((await page.locator('.timing').getAttribute('data-count')) ?? 0)
async function laidOut(page: Page, before: number): Promise<void> {
  await page.waitForFunction((count) => Number(document.querySelector<HTMLElement>('.timing')?.dataset.count ?? 0) > count, before, { timeout: 60_000 })
}

/** Selects the first place where these words stand, as somebody does who looks for them. */
async function find(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: '查找和替换' }).click()
  await page.locator('.cm-search [name=search]').fill(words)
  // The panel takes over what was written when a key is let go.
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}

/** Types in place of what is selected, and waits for the pages. */
async function type(page: Page, text: string): Promise<void> {
  const before = await layouts(page)
  await page.keyboard.insertText(text)
  await laidOut(page, before)
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> } }
    return (await axe.run()).violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
}

/** The text of every page of a PDF. */
async function textOf(pdf: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const pages = await Promise.all(Array.from({ length: document.numPages }, async (_, index) => (await (await document.getPage(index + 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')))
  await task.destroy()
  return pages
}

/** A new contract, and which release of the templates it says it was made from. */
async function newContract() {
  const application = (await desk(server.origin, '/applications', { name: '周禾田', phone: '13800000187', idNumber: '530000198703150017', address: '云川省青溪县柳河镇', principal: '50000', termMonths: '12', purpose: '买种子' })) as { id: string }
  await desk(server.origin, `/applications/${application.id}/approve`, {})
  const contract = (await desk(server.origin, `/applications/${application.id}/send`, {})) as { id: string }
  const pdf = new Uint8Array(await (await fetch(`${server.origin}/demo/contracts/${contract.id}/document?revision=frozen`)).arrayBuffer())
  const { template } = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(pdf), name: 'loan.json' }))) as { template: { version: number; sha256: string } }
  const { events } = (await (await fetch(`${server.origin}/demo/contracts/${contract.id}/evidence.json`)).json()) as { events: { type: string; data: { documents?: { template?: unknown }[] } }[] }
  return { template, evidence: events.find(({ type }) => type === 'contract.generated')?.data.documents?.[0]?.template, text: (await textOf(pdf)).join('') }
}

describe('the template studio', () => {
  it('leads from a changed clause to a release by a second person, and to contracts that carry it', async () => {
    const { page, problems } = await studio()
    const first = await newContract()
    expect(first.template).toMatchObject({ version: 1 })

    // Written, and seen on the page it stands on.
    await find(page, '应当在十日内通知贷款人')
    // To hide the caret, Playwright would write a style element, which the page's policy stops.
    const before = await page.locator('.papers').screenshot({ caret: 'initial' })
    await type(page, '应当在十五日内通知贷款人')
    await page.locator('.saved[data-saved=true]').waitFor()
    expect((await page.locator('.papers').screenshot({ caret: 'initial' })).equals(before)).toBe(false)
    await page.getByText('能排出来').waitFor()

    // A mistake: where it is, in words; what could be set last stays in sight.
    await find(page, '#articles.term')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.insertText('s 甲#notThere')
    const problem = page.locator('.problems li')
    await problem.first().waitFor()
    const line = (await page.evaluate(async () => ((await (await fetch('/demo/studio/products/personal-loan')).json()) as { released: { sources: Record<string, string> } }).released.sources['contract.zh-CN.typ']!)).split('\n').findIndex((text) => text.startsWith('#articles.term')) + 1
    expect(await problem.first().getAttribute('data-line')).toBe(String(line))
    expect(await problem.first().innerText()).toContain(`第 ${line} 行第`)
    expect(await page.locator('.papers.old canvas').count()).toBeGreaterThan(5)
    await problem.first().getByRole('button').click()
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('editor')
    await find(page, '#articles.terms 甲#notThere')
    await type(page, '#articles.term')
    await page.getByText('能排出来').waitFor()

    // A clause that is gone is missed, though it can be set.
    await find(page, '+ #clause("purpose")')
    await type(page, '+ ')
    await page.getByText('重点条款“purpose”没有放进合同').waitFor()
    await find(page, '不预先从本金中扣除利息')
    await page.keyboard.press('Control+z')
    await page.getByText('能排出来').waitFor()

    // The draft as a PDF: marked on every page.
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载草稿 PDF' }).click()])
    const drafted = await textOf(new Uint8Array(readFileSync(await download.path())))
    expect(drafted.length).toBeGreaterThan(5)
    expect(drafted.filter((text) => !text.includes('草稿'))).toEqual([])

    // Another sample, and back.
    await page.getByLabel('示例数据').selectOption('sample-short.zh-CN.json')
    await page.waitForFunction(() => document.querySelectorAll('.papers figure').length > 0 && !document.querySelector('.papers.old'))
    await page.getByLabel('示例数据').selectOption('sample.zh-CN.json')

    // Against the released version, as text and as pages.
    await page.getByRole('button', { name: '文字差异' }).click()
    expect(await page.locator('.line.changed').count()).toBe(1)
    expect(await page.locator('.line.changed ins').allInnerTexts()).toEqual(['五'])
    expect(await page.locator('.line.changed del').count()).toBe(0)
    await page.getByRole('button', { name: '页面差异' }).click()
    const found = page.locator('[data-places]')
    await found.waitFor()
    expect(await found.getAttribute('data-places')).toBe('1')
    expect(await page.locator('.sides figure.changed').count()).toBe(1)
    expect(problems).toEqual([])

    // The same person does not release it, whatever way it is asked.
    await page.getByRole('button', { name: '发布', exact: true }).click()
    expect(await page.getByRole('button', { name: '写的人不能发布' }).getAttribute('aria-disabled')).toBe('true')
    const sha256 = await page.locator('[data-sha256]').getAttribute('data-sha256')
    await expect(desk(server.origin, '/studio/products/personal-loan/release', { by: '许知远', sha256, note: '' })).rejects.toThrow('same-person')
    await expect(desk(server.origin, '/studio/products/personal-loan')).resolves.toMatchObject({ released: { version: 1 } })

    // A second person does.
    await page.getByLabel('我是').selectOption('沈若兰')
    await page.getByLabel('改了什么，为什么').fill('通知期限放宽到十五日')
    await page.getByRole('button', { name: '发布第 2 版' }).click()
    await page.getByText('第 2 版已发布').waitFor({ timeout: 60_000 })
    expect(await page.locator('[data-released]').getAttribute('data-released')).toBe('2')
    expect(await page.getByRole('row', { name: /通知期限放宽到十五日/ }).innerText()).toMatch(/许知远\s+沈若兰/)
    const next = await newContract()
    expect(next.template).toEqual({ version: 2, sha256 })
    expect(next.evidence).toEqual({ version: 2, sha256 })
    expect(next.text).toContain('应当在十五日内通知贷款人')
    expect(first.text).toContain('应当在十日内通知贷款人')
    const audit = readFileSync(`${server.directory}/templates/audit.jsonl`, 'utf8').trim().split('\n').map((entry) => JSON.parse(entry) as { what: string; by: string })
    expect(audit.map(({ what, by }) => `${what} ${by}`)).toEqual(['draft-begun 许知远', 'release-refused 许知远', 'released 沈若兰'])
    await page.context().close()
  })

  it('stops a template that does not end or wants all memory, says so, and goes on', async () => {
    const { page, problems } = await studio()
    for (const [code, words] of [['#for a in range(100000) { for b in range(100000) { } }', '排版太久'], ['#let x = range(60000000).map(i => (i, i, i))', '内存太多']] as const) {
      await find(page, '#title[借款要素表]')
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.insertText(`${code}\n`)
      await page.locator('.stopped').getByText(words).waitFor({ timeout: 40_000 })
      const before = await layouts(page)
      await page.keyboard.press('Control+z')
      await laidOut(page, before)
      await page.locator('.stopped .note').waitFor({ state: 'detached' })
    }
    expect(problems).toEqual([])
    await page.context().close()
  })

  it('can be used by everybody, at a desk and on a phone', async () => {
    const { page } = await studio()
    const found: string[] = []
    for (const [width, height] of [[1280, 900], [360, 740]] as const) {
      await page.setViewportSize({ width, height })
      for (const mode of ['编写', '文字差异', '页面差异', '发布']) {
        await page.getByRole('button', { name: mode, exact: true }).click()
        if (mode === '页面差异') await page.locator('[data-places]').waitFor()
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        found.push(...(tooWide > 0 ? [`${mode} ${width}: ${tooWide} px too wide`] : []), ...(await violations(page)).map((violation) => `${mode} ${width}: ${violation}`))
      }
    }
    expect(found).toEqual([])
    await page.context().close()
  })
})
