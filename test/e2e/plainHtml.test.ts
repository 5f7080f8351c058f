import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { launch } from './browser.mjs'

const read = (path: string): Buffer => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))

it('the element comes up in a page without any build step, under its policy', async () => {
  const server = createServer((request, response) => {
    const asset = /^\/assets\/([\w.-]+\.js)$/.exec(request.url ?? '')?.[1]
    response.setHeader('content-type', asset ? 'text/javascript' : 'text/html')
    response.end(asset ? read(`packages/component/dist/cdn/${asset}`) : read('examples/plain-html.html'))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load') && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`http://localhost:${(server.address() as { port: number }).port}/`)
    await page.getByText('请从短信里的链接打开这一页').waitFor({ timeout: 20_000 })
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
    server.close()
  }
})
