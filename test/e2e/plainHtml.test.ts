import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { launch } from './driving/browser.mjs'

const read = (path: string): Buffer => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))
const embedded = (attributes: string): string => `<!doctype html><html lang="en"><title>Loans</title><script type="module" src="/assets/loan-contract-signer.js"></script><loan-contract-signer ${attributes}></loan-contract-signer>`
/** A page's snippets in HTML, in a page that has nothing else. */
const snippetsOf = (page: string): string => `<!doctype html><html lang="zh-CN"><title>Loans</title>${[...read(page).toString().matchAll(/```html\n([\s\S]*?)```/g)].map(([, html]) => html).join('')}`
const pages: Record<string, string | Buffer> = { '/forgotten': embedded(''), '/wrong': embedded('server="/nowhere/v1"'), '/readme': snippetsOf('README.md'), '/component-readme': snippetsOf('packages/component/README.md') }

let server: Server
let browser: Browser
beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const asset = /^\/assets\/([\w.-]+\.js)$/.exec(pathname)?.[1]
    response.setHeader('content-type', asset ? 'text/javascript' : 'text/html')
    // Everything else is the page of a site that answers every address.
    response.end(asset ? read(`packages/component/dist/cdn/${asset}`) : (pages[pathname] ?? read('examples/plain-html.html')))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

async function visit(path: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load') && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.addInitScript(() => addEventListener('contract-error', (event) => ((globalThis as { last?: unknown }).last = { code: (event as Event & { code?: string }).code, retryable: (event as Event & { retryable?: boolean }).retryable })))
  await page.addInitScript(() => {
    const seen = ((globalThis as { seen?: Set<string> }).seen = new Set<string>())
    const look = (): void => {
      const heading = document.querySelector('loan-contract-signer')?.shadowRoot?.querySelector('[data-heading]')?.textContent
      if (heading) seen.add(heading.trim())
      requestAnimationFrame(look)
    }
    look()
  })
  await page.goto(`http://localhost:${(server.address() as { port: number }).port}${path}`)
  return { page, complaints }
}

it('the element comes up in a page without any build step, under its policy', async () => {
  const { page, complaints } = await visit('/')
  await page.getByText('请从短信里的链接打开这一页').waitFor({ timeout: 20_000 })
  expect(complaints).toEqual([])
})

it.each(['/readme', '/component-readme'])('the element comes up from the snippet of %s', async (path) => {
  const { page, complaints } = await visit(path)
  await page.getByText('请从短信里的链接打开这一页').waitFor({ timeout: 20_000 })
  expect(complaints).toEqual([])
})

it.each([
  ['forgotten', 'server-missing', 'This link no longer opens'],
  ['wrong', 'server-unknown', 'This step did not work'],
])('a server that is %s is named with the code %s, in the page’s language from the first moment', async (path, code, heading) => {
  const { page, complaints } = await visit(`/${path}#c=${'c'.repeat(24)}`)
  await page.getByRole('button', { name: 'Open the agreement' }).click()
  await page.getByText(code).waitFor()
  expect(await page.evaluate(() => (globalThis as { last?: unknown }).last)).toEqual({ code, retryable: false })
  expect(await page.evaluate(() => [...(globalThis as { seen?: Set<string> }).seen!])).toEqual(['An agreement for you to read', heading])
  expect(complaints).toEqual([])
})
